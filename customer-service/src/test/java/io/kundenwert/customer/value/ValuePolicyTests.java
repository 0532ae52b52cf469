package io.kundenwert.customer.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.RankBy;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuePolicyTests {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 15);

  private static ProductSettings product(RankBy rankBy, long high, long medium) {
    return new ProductSettings(
        new UUID(0, 1),
        new UUID(0, 2),
        1,
        "Kurse",
        "EUR",
        ZoneId.of("Europe/Berlin"),
        high,
        medium,
        rankBy,
        false);
  }

  private static Valuation value(long gross, long refunded, LocalDate first, RankBy rankBy) {
    return ValuePolicy.value(
        new Totals(gross, refunded, 1, first, null), null, product(rankBy, 10_000, 5_000), TODAY);
  }

  private static Valuation stated(@Nullable Long monthly) {
    return ValuePolicy.value(
        new Totals(1_000_000, 0, 1, null, null),
        monthly,
        product(RankBy.GROSS, 10_000, 5_000),
        TODAY);
  }

  @ParameterizedTest
  @CsvSource({
    // Two months: 15 January to 15 March.
    "20000, 10000, HIGH",
    // 99.995 a month: shown as 100.00 (half even), and still not high.
    "19999, 10000, MEDIUM",
    "19998, 9999, MEDIUM",
    "10000, 5000, MEDIUM",
    "9999, 5000, LOW",
    "0, 0, LOW",
    "-500, -250, LOW",
  })
  void comparesBeforeRounding(long gross, long monthly, Priority priority) {
    Valuation value = value(gross, 0, LocalDate.of(2026, 1, 15), RankBy.GROSS);
    assertThat(value.monthly()).isEqualTo(monthly);
    assertThat(value.priority()).isEqualTo(priority);
    assertThat(value.revalueOn()).isEqualTo(LocalDate.of(2026, 3, 16));
  }

  @Test
  void roundsHalfEven() {
    LocalDate twoMonthsAgo = LocalDate.of(2026, 1, 15);
    assertThat(value(3, 0, twoMonthsAgo, RankBy.GROSS).monthly()).isEqualTo(2);
    assertThat(value(5, 0, twoMonthsAgo, RankBy.GROSS).monthly()).isEqualTo(2);
    assertThat(value(-3, 0, twoMonthsAgo, RankBy.GROSS).monthly()).isEqualTo(-2);
  }

  @Test
  void ranksByNetWhereTheProductSaysSoAndShowsGross() {
    LocalDate today = TODAY;
    assertThat(value(10_000, 1, today, RankBy.GROSS).priority()).isEqualTo(Priority.HIGH);
    Valuation net = value(10_000, 1, today, RankBy.NET);
    assertThat(net.priority()).isEqualTo(Priority.MEDIUM);
    assertThat(net.monthly()).isEqualTo(10_000);
  }

  @Test
  void takesTheStatedMonthlySpendWhereNoFirstPaymentIsKnown() {
    assertThat(stated(10_000L)).isEqualTo(new Valuation(10_000L, Priority.HIGH, null));
    assertThat(stated(9_999L)).isEqualTo(new Valuation(9_999L, Priority.MEDIUM, null));
    assertThat(stated(4_999L)).isEqualTo(new Valuation(4_999L, Priority.LOW, null));
  }

  @Test
  void isLowWhereNothingSaysWhatAMonthIsWorth() {
    assertThat(stated(null)).isEqualTo(new Valuation(null, Priority.LOW, null));
  }

  @Test
  void comparesThresholdsThatOverflowALong() {
    Valuation value =
        ValuePolicy.value(
            new Totals(Totals.BOUND - 1, 0, 1, LocalDate.of(1900, 1, 1), null),
            null,
            product(RankBy.GROSS, Long.MAX_VALUE, Long.MAX_VALUE / 2),
            TODAY);
    assertThat(value.priority()).isEqualTo(Priority.LOW);
  }
}
