package io.kundenwert.imports.conversion;

import io.kundenwert.events.ImportedRow;

/** What became of a row: typed, or refused with a reason. */
public sealed interface Conversion {

  /**
   * The row has a meaning.
   *
   * @param row the row as read
   */
  record Accepted(ImportedRow row) implements Conversion {}

  /**
   * The row is not taken.
   *
   * @param rejection why
   */
  record Rejected(Rejection rejection) implements Conversion {}
}
