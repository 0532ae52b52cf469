package io.kundenwert.customer.value;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.RankBy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Monthly spend and priority (C3). Monthly spend is gross spend by the months since the first
 * payment; the priority compares the product's ranking total with threshold times months, before
 * any rounding. Without a first payment date the monthly spend that a file states decides; without
 * that too the monthly spend is unknown and the priority low, the last branch of the rule.
 */
public final class ValuePolicy {
  private ValuePolicy() {}

  /**
   * The value on a day.
   *
   * @param totals what the customer's contributions add up to
   * @param monthlyStated monthly spend in minor units as a file stated it last
   * @param settings the product's thresholds and ranking total
   * @param today the day in the product's time zone
   */
  public static Valuation value(
      Totals totals, @Nullable Long monthlyStated, ProductSettings settings, LocalDate today) {
    LocalDate first = totals.firstOn();
    if (first != null) {
      long months = MonthsSincePayment.count(first, today);
      long ranked = settings.rankBy() == RankBy.NET ? totals.net() : totals.gross();
      return new Valuation(
          divide(totals.gross(), months),
          priority(ranked, months, settings),
          MonthsSincePayment.changesOn(first, today));
    }
    if (monthlyStated != null) {
      return new Valuation(monthlyStated, priority(monthlyStated, 1, settings), null);
    }
    return new Valuation(null, Priority.LOW, null);
  }

  private static Priority priority(long total, long months, ProductSettings settings) {
    if (reaches(total, settings.highFrom(), months)) {
      return Priority.HIGH;
    }
    return reaches(total, settings.mediumFrom(), months) ? Priority.MEDIUM : Priority.LOW;
  }

  /** Whether total ≥ threshold × months, exactly. */
  private static boolean reaches(long total, long threshold, long months) {
    long high = Math.multiplyHigh(threshold, months);
    long low = threshold * months;
    if (high == (low >> 63)) {
      return total >= low;
    }
    return high < 0;
  }

  private static long divide(long total, long months) {
    if (total % months == 0) {
      return total / months;
    }
    return BigDecimal.valueOf(total)
        .divide(BigDecimal.valueOf(months), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }
}
