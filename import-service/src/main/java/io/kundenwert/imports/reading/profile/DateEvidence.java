package io.kundenwert.imports.reading.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a column's values can be read as dates. Each value counts once.
 *
 * @param yearFirst dates that no order can change
 * @param either dates with the same day under both orders, such as 03/03/2021
 * @param dayFirst values that are a date only with the day first
 * @param monthFirst values that are a date only with the month first
 * @param open values that are different dates under the two orders
 * @param compact eight digits that are a date
 * @param epochSeconds numbers of nine or ten digits: seconds since 1970
 * @param epochMillis numbers of twelve or thirteen digits: milliseconds since 1970
 * @param excelDays numbers of five digits that are a day in Excel's count
 * @param dayFirstExample a value that only the day first explains
 * @param monthFirstExample a value that only the month first explains
 * @param openExamples up to three values that are different dates under the two orders
 * @param example any value that is a date
 */
public record DateEvidence(
    long yearFirst,
    long either,
    long dayFirst,
    long monthFirst,
    long open,
    long compact,
    long epochSeconds,
    long epochMillis,
    long excelDays,
    @Nullable String dayFirstExample,
    @Nullable String monthFirstExample,
    List<String> openExamples,
    @Nullable String example) {

  /** No value was a date. */
  public static final DateEvidence NONE =
      new DateEvidence(0, 0, 0, 0, 0, 0, 0, 0, 0, null, null, List.of(), null);

  /** Values written as dates, that is not as bare numbers. */
  public long written() {
    return yearFirst + either + dayFirst + monthFirst + open;
  }
}
