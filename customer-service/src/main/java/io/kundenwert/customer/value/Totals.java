package io.kundenwert.customer.value;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What contributions add up to. Amounts are minor units of the product's reporting currency.
 *
 * @param gross total spend
 * @param refunded refund volume
 * @param payments number of payments
 * @param firstOn day of the first payment, null if no contribution names one
 * @param lastOn day of the last payment, null if no contribution names one
 */
public record Totals(
    long gross,
    long refunded,
    long payments,
    @Nullable LocalDate firstOn,
    @Nullable LocalDate lastOn) {
  /** Nothing. */
  public static final Totals NONE = new Totals(0, 0, 0, null, null);

  /** Totals stay below this in absolute value, so that every JSON reader gets them exactly. */
  public static final long BOUND = 1L << 53;

  /** Gross less refunded. */
  public long net() {
    return gross - refunded;
  }

  /** These and more: amounts add, the first day is the earliest, the last day the latest (A7). */
  public Totals plus(Totals more) {
    return new Totals(
        gross + more.gross,
        refunded + more.refunded,
        payments + more.payments,
        earliest(firstOn, more.firstOn),
        latest(lastOn, more.lastOn));
  }

  /** Whether every number is within what may be stored and published. */
  public boolean withinBounds() {
    return within(gross) && within(refunded) && within(net()) && payments >= 0 && payments < BOUND;
  }

  private static boolean within(long amount) {
    return amount > -BOUND && amount < BOUND;
  }

  private static @Nullable LocalDate earliest(@Nullable LocalDate a, @Nullable LocalDate b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return b.isBefore(a) ? b : a;
  }

  private static @Nullable LocalDate latest(@Nullable LocalDate a, @Nullable LocalDate b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return b.isAfter(a) ? b : a;
  }
}
