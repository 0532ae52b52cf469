package io.kundenwert.imports.reading.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateParserTests {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // cell | day first | month first | year first
        "04.03.2021 | 2021-03-04 | - | -",
        "4.3.2021 | 2021-03-04 | - | -",
        "04.03.21 | 2021-03-04 | - | -",
        "04.03.85 | 1985-03-04 | - | -",
        "04/03/2021 | 2021-03-04 | 2021-04-03 | -",
        "4/3/21 | 2021-03-04 | 2021-04-03 | -",
        "04-03-2021 | 2021-03-04 | 2021-04-03 | -",
        "31/12/2020 | 2020-12-31 | - | -",
        "12/31/2020 | - | 2020-12-31 | -",
        "2021-03-04 | 2021-03-04 | 2021-03-04 | 2021-03-04",
        "2021/03/04 | 2021-03-04 | 2021-03-04 | 2021-03-04",
        "2021-3-4 | 2021-03-04 | 2021-03-04 | 2021-03-04",
        "3. Januar 2025 | 2025-01-03 | 2025-01-03 | 2025-01-03",
        "3. Jan. 2025 | 2025-01-03 | 2025-01-03 | 2025-01-03",
        "4. März 2021 | 2021-03-04 | 2021-03-04 | 2021-03-04",
        "04-Mar-2021 | 2021-03-04 | 2021-03-04 | 2021-03-04",
        "Jan 3, 2025 | 2025-01-03 | 2025-01-03 | 2025-01-03",
        "December 31 2020 | 2020-12-31 | 2020-12-31 | 2020-12-31",
        "Montag, 4. Januar 2021 | 2021-01-04 | 2021-01-04 | 2021-01-04",
        "Thu, 4 Mar 2021 10:00:00 +0100 | 2021-03-04 | 2021-03-04 | 2021-03-04",
        "29.02.2024 | 2024-02-29 | - | -",
        "29.02.2023 | - | - | -",
        "04.03.2021 14:30 | 2021-03-04 | - | -",
        "04.03.2021, 14:30:15 Uhr | 2021-03-04 | - | -",
        "04.03.2021 um 14:30 | 2021-03-04 | - | -",
      })
  void readsDatesInTheOrderOfTheColumn(String cell, String day, String month, String year) {
    assertThat(date(DateReading.DAY_FIRST, cell)).as("day first").isEqualTo(expected(day));
    assertThat(date(DateReading.MONTH_FIRST, cell)).as("month first").isEqualTo(expected(month));
    assertThat(date(DateReading.YEAR_FIRST, cell)).as("year first").isEqualTo(expected(year));
  }

  @ParameterizedTest
  @CsvSource({
    "COMPACT, 20210304, 2021-03-04",
    "EPOCH_SECONDS, 1614812400, 2021-03-04",
    "EPOCH_MILLIS, 1614812400000, 2021-03-04",
    "EXCEL_DAYS, 44259, 2021-03-04",
  })
  void readsBareNumbers(DateReading reading, String cell, LocalDate expected) {
    assertThat(date(reading, cell)).isEqualTo(expected);
    assertThat(date(DateReading.DAY_FIRST, cell)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2021-03-04T23:30:00Z | 2021-03-04T23:30:00Z | 2021-03-05",
        "2021-03-04T23:30:00+01:00 | 2021-03-04T22:30:00Z | 2021-03-04",
        "2021-03-04 23:30:00.123456 UTC | 2021-03-04T23:30:00.123456Z | 2021-03-05",
        "2021-03-04 23:30 | 2021-03-04T22:30:00Z | 2021-03-04",
        "2021-07-04T00:15:00-0500 | 2021-07-04T05:15:00Z | 2021-07-04",
        "04.07.2021 00:15 MESZ | 2021-07-03T22:15:00Z | 2021-07-04",
      })
  void anInstantHasTheDayOfTheProductsZone(String cell, Instant instant, LocalDate day) {
    DateParser parser = new DateParser(DateReading.DAY_FIRST, BERLIN, BERLIN);
    assertThat(parser.parse(cell)).isTrue();
    assertThat(parser.instant()).isEqualTo(instant);
    assertThat(parser.date()).isEqualTo(day);
  }

  @Test
  void timesOfAUtcColumnAreInUtcAndItsBareDatesStay() {
    DateParser parser = new DateParser(DateReading.YEAR_FIRST, ZoneOffset.UTC, BERLIN);
    assertThat(parser.parse("2021-12-31 23:30")).isTrue();
    assertThat(parser.date()).isEqualTo("2022-01-01");
    assertThat(parser.parse("2021-12-31")).isTrue();
    assertThat(parser.date()).isEqualTo("2021-12-31");
    assertThat(parser.instant()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "12:00 AM, 00:00",
    "12:30 PM, 12:30",
    "1:05pm, 13:05",
    "11:59:59 PM, 23:59",
    "00:00, 00:00"
  })
  void readsHalvesOfTheDay(String time, String expected) {
    DateParser parser = new DateParser(DateReading.MONTH_FIRST, ZoneOffset.UTC, ZoneOffset.UTC);
    assertThat(parser.parse("03/04/2021 " + time)).isTrue();
    assertThat(parser.instant()).asString().contains("2021-03-04T" + expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "neulich",
        "2021",
        "2021-13-01",
        "2021-03-04T",
        "04.03.",
        "04.03.2021x",
        "1.2.3.4",
        "04.03/2021",
        "4 3 2021",
        "04.03.0021",
        "2021-03-04 25:00",
        "2021-03-04 10:61",
        "13:00 PM",
        "04.03.2021 13:00 PM",
        "2021-03-04 10:00 XYZ",
        "0000-00-00",
        "00.00.0000",
        "32.01.2021",
        "Foo 3, 2025",
        "Montag",
        "12-03-04",
        "2021-03-04 10:00:00+99:00"
      })
  void refusesWhatIsNoDate(String cell) {
    for (DateReading reading : DateReading.values()) {
      assertThat(date(reading, cell)).as(reading + " " + cell).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "31.02.2021, true",
    "30.02.2024, true",
    "2021-02-31, true",
    "32.01.2021, true",
    "12/31/2020, false",
    "neulich, false",
    "04.03.2021, false"
  })
  void tellsADayThatDoesNotExistFromAnotherOrder(String cell, boolean noSuchDay) {
    DateParser parser = new DateParser(DateReading.DAY_FIRST, BERLIN, BERLIN);
    boolean unused = parser.parse(cell);
    assertThat(parser.isNoSuchDay()).isEqualTo(noSuchDay);
  }

  @Test
  void formattedDatesAreReadBack() {
    Random random = new Random(3);
    List<DateTimeFormatter> dayFirst =
        List.of(
            DateTimeFormatter.ofPattern("dd.MM.uuuu"),
            DateTimeFormatter.ofPattern("d.M.uuuu"),
            DateTimeFormatter.ofPattern("dd/MM/uuuu"),
            DateTimeFormatter.ofPattern("dd-MM-uuuu"),
            DateTimeFormatter.ofPattern("d. MMMM uuuu", Locale.GERMAN),
            DateTimeFormatter.ofPattern("EEEE, d. MMM uuuu", Locale.GERMAN),
            DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH),
            DateTimeFormatter.ISO_LOCAL_DATE);
    for (int i = 0; i < 10_000; i++) {
      LocalDate day = LocalDate.ofEpochDay(random.nextInt(40_000));
      String text = dayFirst.get(random.nextInt(dayFirst.size())).format(day);
      assertThat(date(DateReading.DAY_FIRST, text)).as(text).isEqualTo(day);
      String american = DateTimeFormatter.ofPattern("M/d/uuuu", Locale.ROOT).format(day);
      assertThat(date(DateReading.MONTH_FIRST, american)).as(american).isEqualTo(day);
    }
  }

  @Test
  void noTextMakesItThrow() {
    Random random = new Random(4);
    String pieces = "0123456789./-: TZ+,JanAPMUhr\0";
    int dates = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int c = random.nextInt(14); c > 0; c--) {
        text.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      for (DateReading reading : DateReading.values()) {
        dates += date(reading, text.toString()) == null ? 0 : 1;
      }
    }
    assertThat(dates).isPositive();
  }

  private static @Nullable LocalDate date(DateReading reading, String cell) {
    DateParser parser = new DateParser(reading, BERLIN, BERLIN);
    return parser.parse(cell) ? parser.date() : null;
  }

  private static @Nullable LocalDate expected(String text) {
    return text.equals("-") ? null : LocalDate.parse(text);
  }
}
