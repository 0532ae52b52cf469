package io.kundenwert.customer.bulk;

import io.kundenwert.support.problem.Problem;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** What is done to many customers at once. */
public enum BulkKind {
  /** Tags that a customer does not have yet are added. */
  ADD_TAGS,
  /** Tags that a customer has are taken away. */
  REMOVE_TAGS,
  /** The customers leave all lists, and are deleted after 30 days. */
  ARCHIVE;

  /** The name in requests, answers and the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The kind of that name.
   *
   * @throws Problem 422 {@code unknown-bulk-change}
   */
  public static BulkKind ofWireName(String name) {
    for (BulkKind kind : values()) {
      if (kind.wireName().equals(name)) {
        return kind;
      }
    }
    throw new Problem(
        HttpStatus.UNPROCESSABLE_CONTENT, "unknown-bulk-change", Map.of("kind", name));
  }
}
