package io.kundenwert.imports.run;

import java.util.Locale;

/** How a run ends. */
enum Outcome {
  /** All rows of the file were published. */
  FINISHED,
  /** A person stopped it. */
  CANCELLED,
  /** It cannot go on. */
  FAILED;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
