package io.kundenwert.support.lists;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.kundenwert.support.problem.Problem;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What part of a list is asked for. A query without cursor asks for the first page; of two cursors
 * {@code after} decides.
 *
 * @param limit rows of a page, 1 to 200
 * @param after id of the row before the page
 * @param before id of the row behind the page
 */
public record ListQuery(int limit, @Nullable UUID after, @Nullable UUID before) {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;

  /**
   * Reads the parameters of a request.
   *
   * @throws Problem 400 {@code invalid-parameter} for a limit out of range, {@code invalid-cursor}
   *     for a cursor that no page gave
   */
  public static ListQuery of(
      @Nullable Integer limit, @Nullable String after, @Nullable String before) {
    int rows = limit == null ? DEFAULT_LIMIT : limit;
    if (rows < 1 || rows > MAX_LIMIT) {
      throw Problem.badRequest("invalid-parameter", "limit", rows);
    }
    return after != null
        ? new ListQuery(rows, decode("after", after), null)
        : new ListQuery(rows, null, before == null ? null : decode("before", before));
  }

  /** Whether the page lies before a row: it is then read backwards. */
  public boolean backwards() {
    return before != null;
  }

  /** Rows to read: one more than the page has tells whether another page follows. */
  public int fetch() {
    return limit + 1;
  }

  static String encode(UUID id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(id.toString().getBytes(ISO_8859_1));
  }

  private static UUID decode(String field, String cursor) {
    try {
      return UUID.fromString(new String(Base64.getUrlDecoder().decode(cursor), ISO_8859_1));
    } catch (IllegalArgumentException foreign) {
      throw Problem.badRequest("invalid-cursor", field, null);
    }
  }
}
