package io.kundenwert.imports.reading;

import org.jspecify.annotations.Nullable;

/**
 * What the user says of a file's format; null components are detected.
 *
 * @param encoding encoding
 * @param delimiter one ASCII character between cells
 * @param quote quote style
 * @param headerLine line of the header from 1, 0 for none
 */
public record FormatOverrides(
    @Nullable Encoding encoding,
    @Nullable Character delimiter,
    @Nullable Quote quote,
    @Nullable Integer headerLine) {

  /** Everything is detected. */
  public static final FormatOverrides NONE = new FormatOverrides(null, null, null, null);
}
