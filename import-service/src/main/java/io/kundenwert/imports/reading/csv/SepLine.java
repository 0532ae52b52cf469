package io.kundenwert.imports.reading.csv;

import org.jspecify.annotations.Nullable;

/** The line {@code sep=;} by which Excel is told the delimiter: it is not data. */
final class SepLine {
  private static final String PREFIX = "sep=";

  private SepLine() {}

  /** The delimiter that a line names; null if it is another line. */
  static @Nullable Character delimiter(String line) {
    String text = line.replace("\"", "");
    boolean named =
        text.length() == PREFIX.length() + 1
            && text.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
            && text.charAt(PREFIX.length()) < 128;
    return named ? text.charAt(PREFIX.length()) : null;
  }
}
