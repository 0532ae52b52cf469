package io.kundenwert.imports.conversion;

import io.kundenwert.imports.reading.values.Blank;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cells of the row being converted, and the first reason found for not taking it. A reason is
 * noted, not thrown: files with a million bad rows have to be as fast as good ones.
 */
final class Cells {
  private static final int SHOWN = 100;

  private List<String> cells = List.of();
  private @Nullable Rejection rejection;

  void start(List<String> cells) {
    this.cells = cells;
    this.rejection = null;
  }

  @Nullable Rejection rejection() {
    return rejection;
  }

  /** The trimmed value of a column; null if it is empty or the column is not mapped. */
  @Nullable String value(ReadingPlan.@Nullable Column column) {
    if (column == null) {
      return null;
    }
    String value = Blank.trim(cells.get(column.index()));
    return value.isEmpty() ? null : value;
  }

  /** The value of a column of text. */
  @Nullable String text(ReadingPlan.@Nullable Column column, int longest) {
    String value = value(column);
    if (value == null || column == null) {
      return null;
    }
    if (value.length() > longest) {
      reject(
          "text-too-long",
          Map.of("value", shown(value), "limit", Integer.toString(longest)),
          column);
      return null;
    }
    if (value.indexOf('\0') >= 0) {
      reject("nul-character", value, column);
      return null;
    }
    return value;
  }

  void reject(String code, String value, ReadingPlan.Column column) {
    reject(code, Map.of("value", shown(value)), column);
  }

  void reject(String code, Map<String, String> params, ReadingPlan.@Nullable Column column) {
    if (rejection == null) {
      rejection = new Rejection(code, params, column == null ? null : column.index());
    }
  }

  static String shown(String value) {
    return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
  }
}
