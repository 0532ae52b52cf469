package io.kundenwert.imports.wizard;

import io.kundenwert.support.problem.Problem;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person says to rows that were imported before (A8).
 *
 * @param answer the answer
 * @param replaces the import that is replaced; null unless the answer is to replace one
 */
public record OverlapAnswer(Kind answer, @Nullable UUID replaces) {
  /** The answers. */
  public enum Kind {
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
    static Kind ofWireName(String name) {
      for (Kind kind : values()) {
        if (kind.wireName().equals(name)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("No answer to an overlap: " + name);
    }
  }

  /** Checks that only what is replaced has an import, and always. */
  public OverlapAnswer {
    if ((answer == Kind.REPLACE) != (replaces != null)) {
      throw new IllegalArgumentException("Only what is replaced has an import, and always");
    }
  }

  /**
   * Reads an answer; null if there is none.
   *
   * @throws Problem 400 {@code invalid-parameter}
   */
  public static @Nullable OverlapAnswer of(@Nullable String answer, @Nullable UUID replaces) {
    if (answer == null && replaces == null) {
      return null;
    }
    try {
      return new OverlapAnswer(Kind.ofWireName(answer == null ? "" : answer), replaces);
    } catch (IllegalArgumentException malformed) {
      throw Problem.badRequest("invalid-parameter", "overlap", null);
    }
  }
}
