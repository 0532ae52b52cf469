package io.kundenwert.imports.conversion;

import io.kundenwert.imports.mapping.ColumnTarget;
import io.kundenwert.imports.reading.FileFormat;
import io.kundenwert.imports.reading.values.DateReading;
import io.kundenwert.imports.reading.values.NumberReading;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what a row of a file means: the part of a run's snapshot that belongs to
 * reading. The same file and plan give the same rows in every process that accepts the plan's
 * version.
 *
 * @param version {@link #VERSION} of the code that made it; a worker with another one fails the run
 * @param format how bytes become cells
 * @param header the file's headings
 * @param columns the mapped columns, without the skipped ones
 * @param currency ISO 4217 code of amounts without one
 * @param timeZone IANA zone of dates and times without one
 * @param today last day that a payment date may have
 */
public record ReadingPlan(
    int version,
    FileFormat format,
    List<String> header,
    List<Column> columns,
    String currency,
    String timeZone,
    LocalDate today) {

  /**
   * Version of the readers, the converter and the e-mail normaliser together. It rises when any of
   * them would read some cell differently.
   */
  public static final int VERSION = 1;

  /** Copies the lists. */
  public ReadingPlan {
    header = List.copyOf(header);
    columns = List.copyOf(columns);
  }

  /**
   * A mapped column.
   *
   * @param index place in the file, from 0
   * @param target field
   * @param number reading of amounts and counts
   * @param date reading of dates
   * @param currency currency of the column's amounts as its heading names it
   * @param utc whether times without a zone are in UTC, as "(UTC)" in the heading says
   * @param negated for refunds: the file writes them below zero; for consent: yes means withdrawn
   */
  public record Column(
      int index,
      ColumnTarget target,
      @Nullable NumberReading number,
      @Nullable DateReading date,
      @Nullable String currency,
      boolean utc,
      boolean negated) {}
}
