package io.kundenwert.imports.reading.profile;

import io.kundenwert.imports.reading.values.DateParser;
import io.kundenwert.imports.reading.values.DateReading;
import java.time.ZoneOffset;

/** A parser per reading; zones do not matter for evidence. */
final class DateParsers {
  final DateParser yearFirst = parser(DateReading.YEAR_FIRST);
  final DateParser dayFirst = parser(DateReading.DAY_FIRST);
  final DateParser monthFirst = parser(DateReading.MONTH_FIRST);
  final DateParser compact = parser(DateReading.COMPACT);
  final DateParser epochSeconds = parser(DateReading.EPOCH_SECONDS);
  final DateParser epochMillis = parser(DateReading.EPOCH_MILLIS);
  final DateParser excelDays = parser(DateReading.EXCEL_DAYS);

  private static DateParser parser(DateReading reading) {
    return new DateParser(reading, ZoneOffset.UTC, ZoneOffset.UTC);
  }
}
