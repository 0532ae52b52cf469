package io.kundenwert.customer.cleanup;

import io.kundenwert.customer.merge.Gate;
import io.kundenwert.customer.publish.TouchedOutbox;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Customers who are in no list, by what put them there: how they are locked and come back. */
@Component
public class Archive {
  private final JdbcClient jdbc;
  private final Gate gate;
  private final TouchedOutbox hints;

  Archive(JdbcClient jdbc, Gate gate, TouchedOutbox hints) {
    this.jdbc = jdbc;
    this.gate = gate;
    this.hints = hints;
  }

  /**
   * Passes the product's gate and locks customers as the merge does, until the transaction ends.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void lock(UUID teamId, UUID productId, List<UUID> ids) {
    gate.pass(productId);
    jdbc.sql(
            """
            SELECT customer_id FROM customer_value
             WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)
             ORDER BY team_id, product_id, customer_id
               FOR NO KEY UPDATE
            """)
        .params(teamId, productId, ids.toArray(UUID[]::new))
        .query(UUID.class)
        .list();
  }

  /**
   * Brings some of those back whom a cleanup or a change archived and who still are.
   *
   * @param archivedId what archived them
   * @param most as many at a time
   * @return how many there were; some of them may have come back by themselves meanwhile
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Back bringSomeBack(UUID teamId, UUID productId, UUID archivedId, int most) {
    List<UUID> ids =
        jdbc.sql(
                """
                SELECT customer_id FROM customer_value
                 WHERE archived_id = ? AND archived_reason IS NOT NULL
                   AND team_id = ? AND product_id = ?
                 LIMIT ?
                """)
            .params(archivedId, teamId, productId, most)
            .query(UUID.class)
            .list();
    if (ids.isEmpty()) {
      return new Back(0, 0);
    }
    lock(teamId, productId, ids);
    List<UUID> back =
        jdbc.sql(
                """
                UPDATE customer_value
                   SET archived_reason = NULL, archived_until = NULL,
                       version = nextval('state_version')
                 WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)
                   AND archived_id = ? AND archived_reason IS NOT NULL
                RETURNING customer_id
                """)
            .params(teamId, productId, ids.toArray(UUID[]::new), archivedId)
            .query(UUID.class)
            .list();
    hints.touched(teamId, productId, back);
    return new Back(ids.size(), back.size());
  }

  /**
   * Who came back.
   *
   * @param found how many were archived when they were looked for; 0 if nobody is any more
   * @param restored how many of them were brought back
   */
  public record Back(int found, int restored) {}
}
