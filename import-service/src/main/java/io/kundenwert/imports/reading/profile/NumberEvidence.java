package io.kundenwert.imports.reading.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a column's values can be read as numbers.
 *
 * @param plain values that are the same number under both readings
 * @param comma values that are a number only with a decimal comma
 * @param point values that are a number only with a decimal point
 * @param open values that are different numbers under the two readings
 * @param negative values below zero
 * @param positive values above zero
 * @param commaExample a value that only a decimal comma explains
 * @param pointExample a value that only a decimal point explains
 * @param openExamples up to three values that are different numbers under the two readings
 * @param openCommaCounts open values that are whole numbers only with a decimal comma (a grouping
 *     point): for a count they settle the reading
 * @param openPointCounts open values that are whole numbers only with a decimal point
 */
public record NumberEvidence(
    long plain,
    long comma,
    long point,
    long open,
    long negative,
    long positive,
    @Nullable String commaExample,
    @Nullable String pointExample,
    List<String> openExamples,
    long openCommaCounts,
    long openPointCounts) {

  /** No value was a number. */
  public static final NumberEvidence NONE =
      new NumberEvidence(0, 0, 0, 0, 0, 0, null, null, List.of(), 0, 0);

  /** Values that are a number under at least one reading. */
  public long total() {
    return plain + comma + point + open;
  }
}
