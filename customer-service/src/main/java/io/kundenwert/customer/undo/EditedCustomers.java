package io.kundenwert.customer.undo;

import io.kundenwert.customer.directory.CustomerDirectory;
import io.kundenwert.customer.directory.CustomerItem;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Customers who keep what people entered although an import is undone: noted chunk by chunk, since
 * nothing tells of the import any more once it is gone.
 */
@Service
public class EditedCustomers {
  private final JdbcClient jdbc;
  private final CustomerDirectory directory;

  EditedCustomers(JdbcClient jdbc, CustomerDirectory directory) {
    this.jdbc = jdbc;
    this.directory = directory;
  }

  /**
   * Some of them.
   *
   * @param items customers in the order in which they were first seen; who is gone meanwhile is
   *     left out
   * @param next customer to read on after; null on the last page
   */
  @Schema(
      name = "UndoEditedCustomers",
      description = "Customers who keep a field as a person entered it, a page of them")
  public record Page(List<CustomerItem> items, @Nullable UUID next) {}

  /**
   * Notes some with the surrounding transaction.
   *
   * @return how many of them were not noted before
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public int note(
      UUID teamId, UUID productId, UUID importId, boolean dry, Collection<UUID> customerIds) {
    if (customerIds.isEmpty()) {
      return 0;
    }
    return jdbc.sql(
            """
            INSERT INTO undo_edited (team_id, product_id, run_id, dry, customer_id)
            SELECT ?, ?, ?, ?, id FROM unnest(?::uuid[]) AS edited (id) ORDER BY id
            ON CONFLICT DO NOTHING
            """)
        .params(teamId, productId, importId, dry, customerIds.toArray(UUID[]::new))
        .update();
  }

  /** Forgets whom looks at an undo have found, with the surrounding transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void forgetLooks(UUID teamId, UUID productId, UUID importId) {
    jdbc.sql(
            """
            DELETE FROM undo_edited
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND dry
            """)
        .params(teamId, productId, importId)
        .update();
  }

  /**
   * Those whom an undo, or the last look at one, has found.
   *
   * @param limit 1 to {@value CustomerDirectory#MAX_LIMIT}
   * @param after customer to read on after; null for the beginning
   * @throws Problem 400 {@code invalid-limit}
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Page page(
      UUID teamId, UUID productId, UUID importId, boolean dry, int limit, @Nullable UUID after) {
    if (limit < 1 || limit > CustomerDirectory.MAX_LIMIT) {
      throw Problem.badRequest("invalid-limit", "limit", limit);
    }
    List<UUID> ids =
        jdbc.sql(
                """
                SELECT customer_id FROM undo_edited
                 WHERE team_id = ? AND product_id = ? AND run_id = ? AND dry = ?
                   AND customer_id > ?
                 ORDER BY customer_id LIMIT ?
                """)
            .params(
                teamId, productId, importId, dry, after == null ? new UUID(0, 0) : after, limit + 1)
            .query(UUID.class)
            .list();
    List<UUID> page = ids.subList(0, Math.min(limit, ids.size()));
    return new Page(
        directory.these(teamId, productId, page), ids.size() > limit ? page.getLast() : null);
  }
}
