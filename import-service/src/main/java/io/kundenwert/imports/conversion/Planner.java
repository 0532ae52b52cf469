package io.kundenwert.imports.conversion;

import io.kundenwert.imports.mapping.Mapping;
import io.kundenwert.imports.reading.profile.FileProfile;

/** Decides from evidence and mapping how a file is read, or says what is open. */
public final class Planner {

  /** Reviews a mapping of a file. */
  public Review review(FileProfile file, Mapping mapping, ReadingContext context) {
    throw new UnsupportedOperationException(file.toString() + mapping + context);
  }
}
