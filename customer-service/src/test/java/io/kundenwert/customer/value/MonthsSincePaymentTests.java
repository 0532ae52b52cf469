package io.kundenwert.customer.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonthsSincePaymentTests {
  @ParameterizedTest
  @CsvSource({
    "2026-01-15, 2026-01-15, 1",
    "2026-01-15, 2026-02-15, 1",
    "2026-01-15, 2026-02-16, 2",
    "2026-01-15, 2026-03-15, 2",
    "2026-01-31, 2026-02-28, 1",
    "2026-01-31, 2026-03-01, 2",
    "2026-01-31, 2026-03-31, 2",
    "2026-01-31, 2026-04-01, 3",
    "2024-01-31, 2024-02-29, 1",
    "2024-01-31, 2024-03-01, 2",
    "2024-02-29, 2025-02-28, 12",
    "2024-02-29, 2025-03-01, 13",
    "2020-06-01, 2026-06-01, 72",
    "2026-05-01, 2026-04-01, 1",
  })
  void countsTheSmallestNumberOfMonthsThatReachesToday(
      LocalDate first, LocalDate today, long months) {
    assertThat(MonthsSincePayment.count(first, today)).isEqualTo(months);
  }

  @Test
  void isTheSmallestNumberOnEveryDayOfSevenYears() {
    for (LocalDate first = LocalDate.of(2023, 12, 25);
        first.isBefore(LocalDate.of(2024, 3, 5));
        first = first.plusDays(1)) {
      for (LocalDate today = first;
          today.isBefore(LocalDate.of(2030, 12, 31));
          today = today.plusDays(1)) {
        long n = MonthsSincePayment.count(first, today);
        assertThat(first.plusMonths(n)).isAfterOrEqualTo(today);
        if (n > 1) {
          assertThat(first.plusMonths(n - 1)).isBefore(today);
        }
      }
    }
  }

  @Test
  void changesOnTheDayOnWhichTheCountIsAnotherOne() {
    for (LocalDate first = LocalDate.of(2024, 1, 28);
        first.isBefore(LocalDate.of(2024, 2, 3));
        first = first.plusDays(1)) {
      LocalDate today = first;
      for (int i = 0; i < 30; i++) {
        LocalDate next = MonthsSincePayment.changesOn(first, today);
        long now = MonthsSincePayment.count(first, today);
        assertThat(MonthsSincePayment.count(first, next.minusDays(1))).isEqualTo(now);
        assertThat(MonthsSincePayment.count(first, next)).isEqualTo(now + 1);
        today = next;
      }
    }
  }
}
