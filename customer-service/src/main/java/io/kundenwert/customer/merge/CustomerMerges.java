package io.kundenwert.customer.merge;

import io.kundenwert.customer.publish.TouchedOutbox;
import io.kundenwert.support.problem.Problem;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Which customers are one: people merge them and part them again. A customer is what its identities
 * have contributed, so both only say whose an identity is.
 */
@Service
public class CustomerMerges {
  private final JdbcClient jdbc;
  private final CustomerChanges changes;
  private final TouchedOutbox hints;
  private final Clock clock;

  CustomerMerges(JdbcClient jdbc, CustomerChanges changes, TouchedOutbox hints, Clock clock) {
    this.jdbc = jdbc;
    this.changes = changes;
    this.hints = hints;
    this.clock = clock;
  }

  /**
   * Merges another customer into one: its addresses, contributions and edits become theirs.
   *
   * @param otherId who is merged, and is a customer no more
   * @throws Problem 404; 422 {@code same-customer}
   */
  public void merge(Edit edit, UUID otherId) {
    if (otherId.equals(edit.customerId())) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "same-customer");
    }
    changes.change(
        edit,
        Set.of(edit.customerId(), otherId),
        connection -> {
          UUID[] identities = changes.identitiesOf(edit, otherId);
          remember(edit, otherId, identities);
          give(edit, identities, otherId, edit.customerId());
          for (String table : List.of("customer", "customer_value")) {
            jdbc.sql(
                    "DELETE FROM "
                        + table
                        + " WHERE team_id = ? AND product_id = ? AND customer_id = ?")
                .params(edit.teamId(), edit.productId(), otherId)
                .update();
          }
          hints.touched(edit.teamId(), edit.productId(), List.of(otherId));
          return List.of(edit.customerId());
        });
  }

  /**
   * Parts a customer that was merged into this one again, with all that its addresses have by now.
   *
   * @param mergedId who was merged
   * @throws Problem 404; 409 {@code not-merged}
   */
  public void part(Edit edit, UUID mergedId) {
    changes.change(
        edit,
        Set.of(edit.customerId()),
        connection -> {
          UUID[] identities =
              jdbc.sql(
                      """
                      SELECT unnest(identity_ids) AS id FROM customer_merge
                       WHERE team_id = ? AND product_id = ? AND merged_id = ?
                      INTERSECT
                      SELECT identity_id FROM identity
                       WHERE customer_id = ? AND identity_id <> customer_id
                         AND team_id = ? AND product_id = ?
                      """)
                  .params(
                      edit.teamId(),
                      edit.productId(),
                      mergedId,
                      edit.customerId(),
                      edit.teamId(),
                      edit.productId())
                  .query(UUID.class)
                  .list()
                  .toArray(UUID[]::new);
          if (identities.length == 0) {
            throw new Problem(HttpStatus.CONFLICT, "not-merged");
          }
          revive(edit, mergedId);
          give(edit, identities, edit.customerId(), mergedId);
          forgetLostAddress(edit);
          return List.of(edit.customerId(), mergedId);
        });
  }

  /** The address that a person chose may be one that the other customer takes along. */
  private void forgetLostAddress(Edit edit) {
    int lost =
        jdbc.sql(
                """
                UPDATE customer c SET primary_email_key = NULL
                 WHERE c.team_id = ? AND c.product_id = ? AND c.customer_id = ?
                   AND c.primary_email_key IS NOT NULL
                   AND NOT EXISTS (
                     SELECT FROM identity i
                      WHERE i.team_id = c.team_id AND i.product_id = c.product_id
                        AND i.email_key = c.primary_email_key
                        AND i.customer_id = c.customer_id)
                """)
            .params(edit.teamId(), edit.productId(), edit.customerId())
            .update();
    if (lost > 0) {
      jdbc.sql(
              """
              DELETE FROM manual_field
               WHERE team_id = ? AND product_id = ? AND customer_id = ? AND field = 'email'
              """)
          .params(edit.teamId(), edit.productId(), edit.customerId())
          .update();
    }
  }

  private void remember(Edit edit, UUID otherId, UUID[] identities) {
    jdbc.sql(
            """
            INSERT INTO customer_merge
              (team_id, product_id, merged_id, identity_ids, email_key,
               primary_email_key, created_at, merged_by, merged_at)
            SELECT team_id, product_id, customer_id, ?, email_key, primary_email_key,
                   created_at, ?, ?
              FROM customer WHERE team_id = ? AND product_id = ? AND customer_id = ?
            """)
        .params(
            identities,
            edit.userId(),
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
            edit.teamId(),
            edit.productId(),
            otherId)
        .update();
  }

  /**
   * Points identities to another customer. The one a customer began with is found by its address.
   */
  private void give(Edit edit, UUID[] identities, UUID from, UUID to) {
    jdbc.sql(
            """
            UPDATE identity SET customer_id = ?
             WHERE customer_id = ? AND identity_id <> customer_id AND identity_id = ANY(?)
               AND team_id = ? AND product_id = ?
            """)
        .params(to, from, identities, edit.teamId(), edit.productId())
        .update();
    jdbc.sql(
            """
            UPDATE identity SET customer_id = ?
             WHERE team_id = ? AND product_id = ? AND customer_id = ? AND identity_id = ANY(?)
               AND email_key = (SELECT c.email_key FROM customer c
                                 WHERE c.team_id = ? AND c.product_id = ? AND c.customer_id = ?)
            """)
        .params(
            to,
            edit.teamId(),
            edit.productId(),
            from,
            identities,
            edit.teamId(),
            edit.productId(),
            from)
        .update();
  }

  /** The row of a customer that was merged, empty: it is derived with the rest. */
  private void revive(Edit edit, UUID mergedId) {
    jdbc.sql(
            """
            INSERT INTO customer
              (team_id, product_id, customer_id, email_key, primary_email_key, email, sort_name,
               created_at)
            SELECT team_id, product_id, merged_id, email_key, primary_email_key, email_key, '',
                   created_at
              FROM customer_merge WHERE team_id = ? AND product_id = ? AND merged_id = ?
            """)
        .params(edit.teamId(), edit.productId(), mergedId)
        .update();
    jdbc.sql(
            """
            INSERT INTO customer_value
              (team_id, product_id, customer_id, currency, gross, refunded, net, payments, priority,
               field_seq, version)
            SELECT team_id, product_id, ?, currency, 0, 0, 0, 0, 'low', 0,
                   nextval('state_version')
              FROM customer_value WHERE team_id = ? AND product_id = ? AND customer_id = ?
            """)
        .params(mergedId, edit.teamId(), edit.productId(), edit.customerId())
        .update();
    jdbc.sql("DELETE FROM customer_merge WHERE team_id = ? AND product_id = ? AND merged_id = ?")
        .params(edit.teamId(), edit.productId(), mergedId)
        .update();
  }
}
