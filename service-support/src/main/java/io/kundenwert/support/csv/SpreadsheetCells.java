package io.kundenwert.support.csv;

import java.util.regex.Pattern;

/** Cells of files that people open in a spreadsheet. */
public final class SpreadsheetCells {
  /** What a spreadsheet would run as a formula. */
  private static final Pattern FORMULA =
      Pattern.compile("[\\t\\r]|\\s*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]");

  /** A signed number or phone number runs nothing, and has to stay what it is. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9][0-9 .,'/()]*[0-9)]?\\s?[€$£%]?");

  private SpreadsheetCells() {}

  /** A cell that a spreadsheet shows and does not run: formulas begin with an apostrophe. */
  public static String harmless(String cell) {
    return FORMULA.matcher(cell).lookingAt() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
  }
}
