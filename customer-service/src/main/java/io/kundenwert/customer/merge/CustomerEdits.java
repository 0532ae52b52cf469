package io.kundenwert.customer.merge;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.publish.TouchedOutbox;
import io.kundenwert.support.email.EmailAddress;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people change: fields, addresses, which customers are one. An edit is an origin like a run:
 * it draws a number, and a run that began earlier never overwrites it. Everything is derived again
 * from contributions and edits, under the merge's locks.
 */
@Service
public class CustomerEdits {
  private static final int ATTEMPTS = 5;
  private static final int MAX_EMAILS = 50;
  private static final int MAX_CUSTOM_FIELDS = 200;
  private static final int MAX_CUSTOM_CHARACTERS = 50_000;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final TransactionTemplate transaction;
  private final Products products;
  private final Origins origins;
  private final Suppressions suppressions;
  private final TouchedOutbox hints;
  private final FieldsJson fieldsJson;
  private final JsonMapper json;
  private final Clock clock;

  CustomerEdits(
      JdbcClient jdbc,
      JdbcTemplate template,
      PlatformTransactionManager transactions,
      Products products,
      Origins origins,
      Suppressions suppressions,
      TouchedOutbox hints,
      FieldsJson fieldsJson,
      JsonMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.template = template;
    this.transaction = new TransactionTemplate(transactions);
    this.products = products;
    this.origins = origins;
    this.suppressions = suppressions;
    this.hints = hints;
    this.fieldsJson = fieldsJson;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Who edits whom.
   *
   * @param userId the person
   * @param teamId team
   * @param productId product
   * @param customerId customer
   */
  public record Edit(UUID userId, UUID teamId, UUID productId, UUID customerId) {}

  private interface Work {
    /** Does the work after the customers were locked; who is to be derived again. */
    Collection<UUID> run(Connection connection) throws SQLException;
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
    change(
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
    change(
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
    if (identitiesOf(edit, edit.customerId()).length > MAX_EMAILS + 1) {
      throw new Problem(HttpStatus.CONFLICT, "too-many-emails", Map.of("most", MAX_EMAILS));
    }
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
    change(
        edit,
        Set.of(edit.customerId(), otherId),
        connection -> {
          UUID[] identities = identitiesOf(edit, otherId);
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
    change(
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

  private UUID[] identitiesOf(Edit edit, UUID customerId) {
    List<UUID> identities =
        new ArrayList<>(
            jdbc.sql(
                    """
                    SELECT identity_id FROM identity
                     WHERE customer_id = ? AND identity_id <> customer_id
                       AND team_id = ? AND product_id = ?
                    """)
                .params(customerId, edit.teamId(), edit.productId())
                .query(UUID.class)
                .list());
    identities.add(customerId);
    return identities.toArray(UUID[]::new);
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
        .params(identities, edit.userId(), now(), edit.teamId(), edit.productId(), otherId)
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
                    now())
                .update());
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Locks customers, lets the work change what they consist of, and derives them again. */
  private void change(Edit edit, Set<UUID> locked, Work work) {
    change(edit, locked, () -> {}, work);
  }

  private void change(Edit edit, Set<UUID> locked, Runnable before, Work work) {
    ProductSettings product =
        products
            .find(edit.teamId(), edit.productId())
            .orElseThrow(() -> Problem.notFound("product"));
    for (int attempt = 1; ; attempt++) {
      try {
        transaction.executeWithoutResult(status -> change(product, locked, before, work));
        return;
      } catch (RaceLostException | ConcurrencyFailureException race) {
        if (attempt == ATTEMPTS) {
          throw race;
        }
      }
    }
  }

  private void change(ProductSettings product, Set<UUID> locked, Runnable before, Work work) {
    template.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              new MergeTransaction(connection).begin(Set.of(product.productId()));
              before.run();
              MergeTables tables = tables(connection, product);
              if (tables.lockValues(new TreeSet<>(locked)).size() < locked.size()) {
                throw Problem.notFound("customer");
              }
              derive(connection, product, work.run(connection));
              return true;
            });
  }

  private void derive(Connection connection, ProductSettings product, Collection<UUID> ids)
      throws SQLException {
    Instant instant = clock.instant();
    MergeTables tables = tables(connection, product);
    tables.lockValues(ids);
    Map<UUID, CustomerWork> customers = new HashMap<>(tables.lockedCustomers(ids));
    tables.readHistories(customers);
    Derivation derivation = new Derivation(product, instant);
    List<CustomerWork> stay = new ArrayList<>();
    List<CustomerWork> gone = new ArrayList<>();
    for (CustomerWork customer : customers.values()) {
      if (Objects.requireNonNull(customer.history).isEmpty()) {
        gone.add(customer);
      } else {
        derive(derivation, customer);
        requireBounded(customer.fields);
        stay.add(customer);
      }
    }
    tables.putCustomers(stay);
    tables.putValues(stay, product.currency());
    tables.deleteCustomers(gone);
    // Whom a person looks after is wanted.
    jdbc.sql(
            """
            UPDATE customer_value SET archived_reason = NULL, archived_until = NULL
             WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)
               AND archived_reason IS NOT NULL
            """)
        .params(product.teamId(), product.productId(), ids.toArray(UUID[]::new))
        .update();
    hints.touched(product.teamId(), product.productId(), ids);
  }

  /** A state must fit into a record of its topic. */
  private static void requireBounded(Fields fields) {
    Map<String, String> custom = fields.custom() == null ? Map.of() : fields.custom();
    long characters =
        custom.entrySet().stream()
            .mapToLong(e -> e.getKey().length() + e.getValue().length())
            .sum();
    if (custom.size() > MAX_CUSTOM_FIELDS || characters > MAX_CUSTOM_CHARACTERS) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "too-many-fields");
    }
  }

  private static void derive(Derivation derivation, CustomerWork customer) {
    try {
      derivation.derive(customer);
    } catch (ArithmeticException outOfBounds) {
      throw new Problem(HttpStatus.CONFLICT, "total-out-of-bounds");
    }
  }

  private MergeTables tables(Connection connection, ProductSettings product) {
    return new MergeTables(connection, fieldsJson, product.teamId(), product.productId());
  }
}
