package io.kundenwert.customer.merge;

import org.jspecify.annotations.Nullable;

/**
 * What became of a row (A6).
 *
 * @param kind what it counts as
 * @param code stable reason of a refusal, null for a row that was written
 */
record Outcome(Kind kind, @Nullable String code) {
  static final Outcome CREATED = new Outcome(Kind.CREATED, null);
  static final Outcome UPDATED = new Outcome(Kind.UPDATED, null);
  static final Outcome UNCHANGED = new Outcome(Kind.UNCHANGED, null);
  static final Outcome MERGED = new Outcome(Kind.MERGED, null);

  enum Kind {
    CREATED,
    UPDATED,
    UNCHANGED,
    /** Merged into an earlier row of the same run. */
    MERGED,
    /** Refused by a rule. */
    REJECTED,
    /** Could not be written. */
    DEAD
  }

  static Outcome rejected(String code) {
    return new Outcome(Kind.REJECTED, code);
  }

  static Outcome dead(String code) {
    return new Outcome(Kind.DEAD, code);
  }

  boolean written() {
    return kind != Kind.REJECTED && kind != Kind.DEAD;
  }
}
