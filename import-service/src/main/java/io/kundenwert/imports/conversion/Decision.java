package io.kundenwert.imports.conversion;

import io.kundenwert.imports.reading.profile.DateEvidence;
import io.kundenwert.imports.reading.profile.NumberEvidence;
import io.kundenwert.imports.reading.values.DateReading;
import io.kundenwert.imports.reading.values.NumberReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a column decide: a reading, or that a person has to. Nothing is decided by
 * likelihood.
 *
 * @param reading the only reading that the values leave, or any if they are the same under all;
 *     null if a person has to decide
 * @param settledBy the value that decided it, if one was needed
 * @param candidates readings to choose from with the rows that each would reject, if a person has
 *     to decide
 * @param examples values that the question is about
 * @param affectedRows rows that the readings disagree on
 * @param contradicting whether there is proof for each candidate
 */
record Decision<R extends Enum<R>>(
    @Nullable R reading,
    @Nullable String settledBy,
    Map<R, Long> candidates,
    List<String> examples,
    long affectedRows,
    boolean contradicting) {

  private static <R extends Enum<R>> Decision<R> settled(R reading, @Nullable String settledBy) {
    return new Decision<>(reading, settledBy, Map.of(), List.of(), 0, false);
  }

  /** The reading of a column of amounts. */
  static Decision<NumberReading> ofAmounts(NumberEvidence numbers) {
    return ofNumbers(numbers, numbers.comma(), numbers.point());
  }

  /** The reading of a column of whole numbers: what leaves no fraction counts as proof. */
  static Decision<NumberReading> ofCounts(NumberEvidence numbers) {
    return ofNumbers(
        numbers,
        numbers.comma() + numbers.openCommaCounts(),
        numbers.point() + numbers.openPointCounts());
  }

  private static Decision<NumberReading> ofNumbers(NumberEvidence numbers, long comma, long point) {
    if (comma > 0 && point == 0) {
      return settled(NumberReading.DECIMAL_COMMA, example(numbers.commaExample(), numbers));
    }
    if (point > 0 && comma == 0) {
      return settled(NumberReading.DECIMAL_POINT, example(numbers.pointExample(), numbers));
    }
    if (comma == 0 && numbers.open() == 0) {
      return settled(NumberReading.PLAIN, null);
    }
    Map<NumberReading, Long> candidates = new LinkedHashMap<>();
    candidates.put(NumberReading.DECIMAL_COMMA, point);
    candidates.put(NumberReading.DECIMAL_POINT, comma);
    return new Decision<>(
        null,
        null,
        candidates,
        examples(numbers.openExamples(), numbers.commaExample(), numbers.pointExample()),
        numbers.open() + numbers.comma() + numbers.point(),
        comma > 0);
  }

  /** The reading of a column of dates. */
  static Decision<DateReading> ofDates(DateEvidence dates) {
    long bare = dates.compact() + dates.epochSeconds() + dates.epochMillis() + dates.excelDays();
    return bare > dates.written() ? ofBareNumbers(dates) : ofWritten(dates);
  }

  private static Decision<DateReading> ofWritten(DateEvidence dates) {
    if (dates.dayFirst() > 0 && dates.monthFirst() == 0) {
      return settled(DateReading.DAY_FIRST, dates.dayFirstExample());
    }
    if (dates.monthFirst() > 0 && dates.dayFirst() == 0) {
      return settled(DateReading.MONTH_FIRST, dates.monthFirstExample());
    }
    if (dates.dayFirst() == 0 && dates.open() == 0) {
      return settled(
          dates.either() > 0 ? DateReading.DAY_FIRST : DateReading.YEAR_FIRST, dates.example());
    }
    Map<DateReading, Long> candidates = new LinkedHashMap<>();
    candidates.put(DateReading.DAY_FIRST, dates.monthFirst());
    candidates.put(DateReading.MONTH_FIRST, dates.dayFirst());
    return new Decision<>(
        null,
        null,
        candidates,
        examples(dates.openExamples(), dates.dayFirstExample(), dates.monthFirstExample()),
        dates.open() + dates.dayFirst() + dates.monthFirst(),
        dates.dayFirst() > 0);
  }

  /** Numbers of different lengths are different kinds: then a person decides. */
  private static Decision<DateReading> ofBareNumbers(DateEvidence dates) {
    Map<DateReading, Long> found = new LinkedHashMap<>();
    found.put(DateReading.COMPACT, dates.compact());
    found.put(DateReading.EPOCH_SECONDS, dates.epochSeconds());
    found.put(DateReading.EPOCH_MILLIS, dates.epochMillis());
    found.put(DateReading.EXCEL_DAYS, dates.excelDays());
    found.values().removeIf(count -> count == 0);
    if (found.size() == 1) {
      return settled(found.keySet().iterator().next(), dates.example());
    }
    long all = found.values().stream().mapToLong(Long::longValue).sum();
    found.replaceAll((reading, count) -> all - count);
    return new Decision<>(null, null, found, examples(List.of(), dates.example()), all, true);
  }

  private static @Nullable String example(@Nullable String telling, NumberEvidence numbers) {
    return telling == null && !numbers.openExamples().isEmpty()
        ? numbers.openExamples().getFirst()
        : telling;
  }

  private static List<String> examples(List<String> open, @Nullable String... more) {
    List<String> examples = new ArrayList<>(open);
    Stream.of(more).filter(each -> each != null && !examples.contains(each)).forEach(examples::add);
    return examples.subList(0, Math.min(3, examples.size()));
  }
}
