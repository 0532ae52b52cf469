package io.kundenwert.imports.overlap;

import java.util.Locale;

/** What a person says to rows that were imported before (A8). */
public enum Answer {
  /** All rows count, the known ones once more. */
  ADD,
  /** Rows that were imported before are left out. */
  ONLY_NEW,
  /** An earlier import is undone, and this one takes its place. */
  REPLACE;

  /** The name on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The answer of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Answer ofWireName(String name) {
    for (Answer answer : values()) {
      if (answer.wireName().equals(name)) {
        return answer;
      }
    }
    throw new IllegalArgumentException("No answer to an overlap: " + name);
  }
}
