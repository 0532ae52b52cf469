package io.kundenwert.customer.merge;

import io.kundenwert.support.email.EmailAddress;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people change of a customer: fields and addresses. An edit is an origin like a run: it draws
 * a number, and a run that began earlier never overwrites it.
 */
@Service
public class CustomerEdits {
  private static final int MAX_EMAILS = 50;

  private final JdbcClient jdbc;
  private final CustomerChanges changes;
  private final Origins origins;
  private final Suppressions suppressions;
  private final JsonMapper json;
  private final Clock clock;

  CustomerEdits(
      JdbcClient jdbc,
      CustomerChanges changes,
      Origins origins,
      Suppressions suppressions,
      JsonMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.changes = changes;
    this.origins = origins;
    this.suppressions = suppressions;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Sets fields. An empty text and an empty list empty a field; imports that begin later may fill
   * it again.
   *
   * @param fields values by field: {@code name company phone country externalId} and {@code
   *     custom.<key>} as texts, {@code tags} as a list of texts, {@code consent} as a boolean
   * @throws Problem 404 if there is no such customer
   */
  public void setFields(Edit edit, Map<String, Object> fields) {
    changes.change(
        edit,
        Set.of(edit.customerId()),
        connection -> {
          putManual(edit, fields);
          return List.of(edit.customerId());
        });
  }

  /**
   * Gives a customer an address that becomes the one that is shown; the others stay theirs.
   *
   * @param email as written
   * @throws Problem 404; 422 {@code invalid-email}; 409 {@code email-taken} with the customer who
   *     has it; 409 {@code too-many-emails}; 409 {@code suppressed} if its person was erased
   */
  public void setEmail(Edit edit, String email) {
    String emailKey = EmailAddress.identity(email.strip());
    if (emailKey == null) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-email");
    }
    changes.change(
        edit,
        Set.of(edit.customerId()),
        // Before the customers are locked, as the merge does.
        () -> offer(edit, emailKey),
        connection -> {
          if (!suppressions
              .among(connection, edit.teamId(), edit.productId(), Set.of(emailKey))
              .isEmpty()) {
            throw new Problem(HttpStatus.CONFLICT, "suppressed");
          }
          claim(edit, emailKey);
          jdbc.sql(
                  """
                  UPDATE customer SET primary_email_key = nullif(?, email_key)
                   WHERE team_id = ? AND product_id = ? AND customer_id = ?
                  """)
              .params(emailKey, edit.teamId(), edit.productId(), edit.customerId())
              .update();
          putManual(edit, Map.of("email", email.strip()));
          return List.of(edit.customerId());
        });
  }

  private void offer(Edit edit, String emailKey) {
    jdbc.sql(
            """
            INSERT INTO identity (team_id, product_id, email_key, identity_id, customer_id)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """)
        .params(edit.teamId(), edit.productId(), emailKey, Ids.next(), edit.customerId())
        .update();
  }

  private void claim(Edit edit, String emailKey) {
    UUID owner =
        jdbc.sql(
                """
                SELECT customer_id FROM identity
                 WHERE team_id = ? AND product_id = ? AND email_key = ?
                """)
            .params(edit.teamId(), edit.productId(), emailKey)
            .query(UUID.class)
            .optional()
            .orElseThrow(() -> new RaceLostException("identity"));
    if (!owner.equals(edit.customerId())) {
      throw new Problem(HttpStatus.CONFLICT, "email-taken", Map.of("customerId", owner));
    }
    // With the one that the customer began with.
    if (changes.identitiesOf(edit, edit.customerId()).length > MAX_EMAILS + 1) {
      throw new Problem(HttpStatus.CONFLICT, "too-many-emails", Map.of("most", MAX_EMAILS));
    }
  }

  private void putManual(Edit edit, Map<String, Object> fields) {
    long origin = origins.next(edit.teamId());
    fields.forEach(
        (field, value) ->
            jdbc.sql(
                    """
                    INSERT INTO manual_field
                      (team_id, product_id, customer_id, field, value, origin_seq, edited_by,
                       edited_at)
                    VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?)
                    ON CONFLICT (team_id, product_id, customer_id, field) DO UPDATE
                       SET value = excluded.value, origin_seq = excluded.origin_seq,
                           edited_by = excluded.edited_by, edited_at = excluded.edited_at
                    """)
                .params(
                    edit.teamId(),
                    edit.productId(),
                    edit.customerId(),
                    field,
                    json.writeValueAsString(value),
                    origin,
                    edit.userId(),
                    OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update());
  }
}
