package io.kundenwert.customer.merge;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.publish.TouchedOutbox;
import io.kundenwert.support.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
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
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes what customers consist of, under the merge's locks, and derives them again from what then
 * is theirs.
 */
@Component
class CustomerChanges {
  private static final int ATTEMPTS = 5;
  private static final int MAX_CUSTOM_FIELDS = 200;
  private static final int MAX_CUSTOM_CHARACTERS = 50_000;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final TransactionTemplate transaction;
  private final Products products;
  private final TouchedOutbox hints;
  private final FieldsJson fieldsJson;
  private final Clock clock;

  CustomerChanges(
      JdbcClient jdbc,
      JdbcTemplate template,
      PlatformTransactionManager transactions,
      Products products,
      TouchedOutbox hints,
      FieldsJson fieldsJson,
      Clock clock) {
    this.jdbc = jdbc;
    this.template = template;
    this.transaction = new TransactionTemplate(transactions);
    this.products = products;
    this.hints = hints;
    this.fieldsJson = fieldsJson;
    this.clock = clock;
  }

  /** What is done to locked customers. */
  interface Work {
    /** Does the work after the customers were locked; who is to be derived again. */
    Collection<UUID> run(Connection connection) throws SQLException;
  }

  /**
   * Locks customers, lets the work change what they consist of, and derives them again.
   *
   * @param locked who is locked
   * @throws Problem 404 if one of them is no customer; 409 {@code total-out-of-bounds}; 422 {@code
   *     too-many-fields}
   */
  void change(Edit edit, Set<UUID> locked, Work work) {
    change(edit, locked, () -> {}, work);
  }

  /**
   * The same after something that must not wait for the customers' locks.
   *
   * @param before done in the same transaction before they are locked
   */
  void change(Edit edit, Set<UUID> locked, Runnable before, Work work) {
    ProductSettings product =
        products
            .find(edit.teamId(), edit.productId())
            .orElseThrow(() -> Problem.notFound("product"));
    for (int attempt = 1; ; attempt++) {
      try {
        transaction.executeWithoutResult(
            status -> {
              change(product, locked, before, work);
              edit.recorded().run();
            });
        return;
      } catch (RaceLostException | ConcurrencyFailureException race) {
        if (attempt == ATTEMPTS) {
          throw race;
        }
      }
    }
  }

  /** What is done to those of many candidates who are there. */
  interface WorkOnSome {
    /** Does the work after they were locked; who is to be derived again. */
    Collection<UUID> run(Set<UUID> locked) throws SQLException;
  }

  /**
   * Locks those of the candidates who are in the lists, lets the work change what they consist of,
   * and derives them again, in the surrounding transaction and without trying again. Who is gone or
   * archived is left alone.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void changeSome(UUID teamId, UUID productId, Set<UUID> candidates, WorkOnSome work) {
    ProductSettings product =
        products.find(teamId, productId).orElseThrow(() -> Problem.notFound("product"));
    template.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              new MergeTransaction(connection).begin(Set.of(productId));
              tables(connection, product).lockValues(new TreeSet<>(candidates));
              Set<UUID> shown =
                  new TreeSet<>(
                      jdbc.sql(
                              """
                              SELECT customer_id FROM customer_value
                               WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)
                                 AND archived_reason IS NULL
                              """)
                          .params(teamId, productId, candidates.toArray(UUID[]::new))
                          .query(UUID.class)
                          .list());
              derive(connection, product, work.run(shown));
              return true;
            });
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
    if (ids.isEmpty()) {
      return;
    }
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

  /** Identities of a customer, the one that it began with last. */
  UUID[] identitiesOf(Edit edit, UUID customerId) {
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
}
