package io.kundenwert.imports.reading.values;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The order of the parts in a column of dates (A2). The first three also take what can mean only
 * one thing: years first ({@code 2021-03-04}, ISO instants) and names of months. A time may follow
 * under all of them.
 */
public enum DateReading {
  /** {@code 04/03/2021} is the 4th of March; also {@code 4.3.2021}, {@code 04-03-2021}. */
  DAY_FIRST("day-first"),
  /** {@code 04/03/2021} is the 3rd of April; also {@code 04-03-2021}, never with points. */
  MONTH_FIRST("month-first"),
  /**
   * Only dates that no order can change: {@code 2021-03-04}, ISO instants, {@code 4. März 2021}.
   */
  YEAR_FIRST("year-first"),
  /** {@code 20210304}. */
  COMPACT("compact"),
  /** Seconds since 1970 in UTC. */
  EPOCH_SECONDS("epoch-seconds"),
  /** Milliseconds since 1970 in UTC. */
  EPOCH_MILLIS("epoch-millis"),
  /** Days since 1899-12-30, as Excel counts. */
  EXCEL_DAYS("excel-days");

  private final String wireName;

  DateReading(String wireName) {
    this.wireName = wireName;
  }

  /** The name in requests and answers. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The constant with a wire name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static DateReading ofWireName(String name) {
    for (DateReading reading : values()) {
      if (reading.wireName.equals(name)) {
        return reading;
      }
    }
    throw new IllegalArgumentException("Unknown date reading");
  }
}
