package io.kundenwert.customer.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreatedInTests {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "this-month, 2026-10-31T23:00:00Z, 2026-11-30T23:00:00Z",
    "last-month, 2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z",
    "this-year, 2025-12-31T23:00:00Z, 2026-12-31T23:00:00Z",
    "last-year, 2024-12-31T23:00:00Z, 2025-12-31T23:00:00Z",
    "2026-02, 2026-01-31T23:00:00Z, 2026-02-28T23:00:00Z",
    "2024, 2023-12-31T23:00:00Z, 2024-12-31T23:00:00Z"
  })
  void aPeriodIsARangeOfIdsByTheProductsCalendar(String name, Instant from, Instant until) {
    CreatedIn created = CreatedIn.named(name).orElseThrow();
    CreatedIn.Ids ids = range(created, Instant.parse("2026-11-28T12:00:00Z"));
    assertThat(millis(ids.from())).isEqualTo(from.toEpochMilli());
    assertThat(millis(ids.until())).isEqualTo(until.toEpochMilli());
  }

  @Test
  void theMonthIsThatOfTheZone() {
    CreatedIn created = CreatedIn.named("this-month").orElseThrow();
    assertThat(range(created, Instant.parse("2026-11-30T22:59:59Z")))
        .isNotEqualTo(range(created, Instant.parse("2026-11-30T23:00:00Z")));
  }

  @Test
  void isNamedByItsNumberOnceTheCalendarWasAsked() {
    CreatedIn created = CreatedIn.named("last-month").orElseThrow();
    assertThat(created.on(Instant.parse("2026-01-15T12:00:00Z"), BERLIN).name())
        .isEqualTo("2025-12");
    CreatedIn year = CreatedIn.named("this-year").orElseThrow();
    assertThat(year.on(Instant.parse("2026-01-15T12:00:00Z"), BERLIN).name()).isEqualTo("2026");
  }

  @Test
  void anIdOfNowLiesInThisMonth() {
    CreatedIn.Ids ids = range(CreatedIn.named("this-month").orElseThrow(), Instant.now());
    String id = Ids.next().toString();
    assertThat(id).isGreaterThan(ids.from().toString()).isLessThan(ids.until().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "today", "2026-13", "2026-00", "1999", "2026-1", "2026-11-28", "26"})
  void refusesWhatIsNoPeriod(String name) {
    assertThat(CreatedIn.named(name)).isEmpty();
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> CustomerFilter.parse("created:" + name))
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("invalid-filter-value"));
  }

  @Test
  void aFilterHasOnePeriod() {
    CustomerFilter filter = CustomerFilter.parse("created:2026-11~priority:high");
    assertThat(filter.canonical()).isEqualTo("priority:high~created:2026-11");
    assertThat(CustomerFilter.parse("created:2026").isEmpty()).isFalse();
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> CustomerFilter.parse("created:2025,2026"));
  }

  private static CreatedIn.Ids range(CreatedIn created, Instant now) {
    return Objects.requireNonNull(created.on(now, BERLIN).ids());
  }

  private static long millis(UUID id) {
    return id.getMostSignificantBits() >>> 16;
  }
}
