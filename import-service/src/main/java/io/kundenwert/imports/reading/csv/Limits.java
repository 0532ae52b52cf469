package io.kundenwert.imports.reading.csv;

/** What a text file may hold; everything beyond is refused with a reason. Lengths in characters. */
final class Limits {
  /** Characters of a cell. */
  static final int CELL = 1 << 20;

  /** Characters of a record, and how far the end of a quoted cell is looked for. */
  static final int RECORD = (4 << 20) - 16;

  /** Columns of a file. */
  static final int COLUMNS = 10_000;

  /** Characters that are kept of a record that cannot be told apart. */
  static final int RAW = 32_768;

  private Limits() {}
}
