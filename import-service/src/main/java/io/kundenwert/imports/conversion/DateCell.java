package io.kundenwert.imports.conversion;

import io.kundenwert.imports.reading.values.DateParser;
import io.kundenwert.imports.reading.values.DateReading;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A payment date of the row being converted. */
final class DateCell {
  private final ReadingPlan.Column column;
  private final DateParser parser;
  private final LocalDate today;
  private @Nullable LocalDate date;
  private @Nullable Instant instant;

  DateCell(ReadingPlan.Column column, ZoneId zone, LocalDate today) {
    this.column = column;
    this.today = today;
    this.parser =
        new DateParser(
            column.date() == null ? DateReading.YEAR_FIRST : column.date(),
            column.utc() ? ZoneOffset.UTC : zone,
            zone);
  }

  void read(Cells cells) {
    date = null;
    instant = null;
    String value = cells.value(column);
    if (value == null) {
      return;
    }
    if (!parser.parse(value)) {
      cells.reject(parser.isNoSuchDay() ? "date-invalid" : "date-unreadable", value, column);
    } else if (parser.date().isAfter(today)) {
      cells.reject("date-in-future", value, column);
    } else {
      date = parser.date();
      instant = parser.instant();
    }
  }

  @Nullable LocalDate date() {
    return date;
  }

  @Nullable Instant instant() {
    return instant;
  }
}
