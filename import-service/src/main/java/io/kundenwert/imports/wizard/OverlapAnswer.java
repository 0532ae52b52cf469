package io.kundenwert.imports.wizard;

import io.kundenwert.imports.overlap.Answer;
import io.kundenwert.support.problem.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person says to rows that were imported before (A8).
 *
 * @param answer the answer
 * @param replaces the import that is replaced; null unless the answer is to replace one
 */
public record OverlapAnswer(Answer answer, @Nullable UUID replaces) {
  /** Checks that only what is replaced has an import, and always. */
  public OverlapAnswer {
    if ((answer == Answer.REPLACE) != (replaces != null)) {
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
      return new OverlapAnswer(Answer.ofWireName(answer == null ? "" : answer), replaces);
    } catch (IllegalArgumentException malformed) {
      throw Problem.badRequest("invalid-parameter", "overlap", null);
    }
  }
}
