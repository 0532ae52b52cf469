package io.kundenwert.customer.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes customers with all their addresses, contributions and edits, for good; also from what dry
 * runs show.
 */
@Component
public class CustomerDeletion {
  private final JdbcClient jdbc;

  CustomerDeletion(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Deletes customers that the surrounding transaction has locked. Hints are the caller's to send.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void delete(UUID teamId, UUID productId, List<UUID> customerIds) {
    UUID[] customers = customerIds.toArray(UUID[]::new);
    List<UUID> identities = new ArrayList<>();
    List<String> emailKeys = new ArrayList<>();
    jdbc.sql(
            """
            DELETE FROM identity
             WHERE customer_id = ANY(?) AND identity_id <> customer_id
               AND team_id = ? AND product_id = ?
            RETURNING identity_id, email_key
            """)
        .params(customers, teamId, productId)
        .query(
            row -> {
              identities.add(row.getObject(1, UUID.class));
              emailKeys.add(row.getString(2));
            });
    emailKeys.addAll(
        jdbc.sql(
                """
                DELETE FROM identity
                 WHERE team_id = ? AND product_id = ? AND email_key = ANY(ARRAY(
                       SELECT c.email_key FROM customer c
                        WHERE c.team_id = ? AND c.product_id = ? AND c.customer_id = ANY(?)))
                RETURNING email_key
                """)
            .params(teamId, productId, teamId, productId, customers)
            .query(String.class)
            .list());
    identities.addAll(customerIds);
    jdbc.sql(
            "DELETE FROM contribution"
                + " WHERE team_id = ? AND product_id = ? AND identity_id = ANY(?)")
        .params(teamId, productId, identities.toArray(UUID[]::new))
        .update();
    jdbc.sql(
            "DELETE FROM customer_merge"
                + " WHERE team_id = ? AND product_id = ? AND merged_id = ANY(?)")
        .params(teamId, productId, identities.toArray(UUID[]::new))
        .update();
    // A dry run may show a person of that address whom it alone had made.
    jdbc.sql(
            """
            DELETE FROM dry_sample
             WHERE team_id = ? AND product_id = ?
               AND (customer_id = ANY(?) OR email_key = ANY(?))
            """)
        .params(teamId, productId, customers, emailKeys.toArray(String[]::new))
        .update();
    for (String table : List.of("manual_field", "customer", "customer_value")) {
      jdbc.sql(
              "DELETE FROM "
                  + table
                  + " WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)")
          .params(teamId, productId, identities.toArray(UUID[]::new))
          .update();
    }
  }
}
