package io.kundenwert.customer.value;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The number of months by which total spend is divided (C3): the smallest n of at least 1 with
 * first + n months on or after today. A month that is too short ends on its last day: 31 January
 * and one month is 28 February.
 */
public final class MonthsSincePayment {
  private MonthsSincePayment() {}

  /**
   * The number of months on a day.
   *
   * @param first day of the first payment
   * @param today the day, in the product's time zone
   * @return at least 1, also while the first payment lies in the future
   */
  public static long count(LocalDate first, LocalDate today) {
    // The whole months between never exceed n and fall short of it by one at most, but for the
    // clamped ends of months: those the loop settles.
    long months = Math.max(1, ChronoUnit.MONTHS.between(first, today));
    while (first.plusMonths(months).isBefore(today)) {
      months++;
    }
    return months;
  }

  /** The next day, in the product's time zone, on which {@link #count} is another one. */
  public static LocalDate changesOn(LocalDate first, LocalDate today) {
    return first.plusMonths(count(first, today)).plusDays(1);
  }
}
