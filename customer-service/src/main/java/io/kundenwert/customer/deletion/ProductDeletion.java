package io.kundenwert.customer.deletion;

import io.kundenwert.customer.merge.CustomerDeletion;
import io.kundenwert.customer.merge.Gate;
import io.kundenwert.customer.publish.TouchedOutbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Empties deleted products, customers in chunks: each gets its tombstone. Rows that come later are
 * refused by the merge, which reads the product's flag behind the gate; so that it can tell them
 * from rows that are missing, the marks of the runs stay until no row can be in the topic any more.
 */
@Component
public class ProductDeletion {
  private static final Logger log = LoggerFactory.getLogger(ProductDeletion.class);

  /** Longer than rows stay in their topic. */
  private static final Duration ROWS_MAY_COME = Duration.ofDays(8);

  /** What a product has beside its customers. */
  private static final List<String> REST =
      List.of(
          "contribution",
          "identity",
          "customer_search",
          "customer_merge",
          "manual_field",
          "rejected_row",
          "dead_row",
          "dry_run",
          "dry_sample",
          "undo",
          "undo_failure",
          "undo_edited",
          "cleanup",
          "cleanup_member",
          "revaluation",
          "saved_view",
          "bulk_change",
          "bulk_member",
          "suppression");

  /** What is counted again when the tombstones' hints are followed, and what late rows need. */
  private static final List<String> LATER =
      List.of("directory_figures", "directory_rank", "mark", "run", "source", "product");

  private final JdbcClient jdbc;
  private final Gate gate;
  private final CustomerDeletion customers;
  private final TouchedOutbox hints;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final int chunk;

  private record Product(UUID teamId, UUID productId) {}

  ProductDeletion(
      JdbcClient jdbc,
      Gate gate,
      CustomerDeletion customers,
      TouchedOutbox hints,
      Clock clock,
      PlatformTransactionManager transactions,
      @Value("${kundenwert.deletion.chunk:2000}") int chunk) {
    this.jdbc = jdbc;
    this.gate = gate;
    this.customers = customers;
    this.hints = hints;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.chunk = chunk;
  }

  /** Empties what was deleted, and forgets the runs of what was emptied long ago. */
  @Scheduled(
      initialDelayString = "${kundenwert.deletion.delay:2s}",
      fixedDelayString = "${kundenwert.deletion.delay:2s}")
  @SchedulerLock(name = "product-deletion", lockAtMostFor = "4h")
  public void work() {
    for (Product product : products("deleted AND emptied_at IS NULL")) {
      empty(product);
    }
    for (Product product : products("emptied_at < :long_ago")) {
      transaction.executeWithoutResult(status -> forgetRuns(product));
    }
  }

  private List<Product> products(String condition) {
    return jdbc.sql("SELECT team_id, product_id FROM product WHERE " + condition)
        .param("long_ago", at(clock.instant().minus(ROWS_MAY_COME)))
        .query(
            (row, number) ->
                new Product(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
        .list();
  }

  private void empty(Product product) {
    // Whoever merges without knowing of the deletion has ended when the gate was passed alone.
    transaction.executeWithoutResult(status -> gate.passAlone(product.productId()));
    long deleted = 0;
    Integer some;
    do {
      some = transaction.execute(status -> deleteSome(product));
      deleted += some == null ? 0 : some;
    } while (some != null && some > 0);
    transaction.executeWithoutResult(status -> deleteRest(product));
    log.info("Product {} is emptied: {} customers", product.productId(), deleted);
  }

  private int deleteSome(Product product) {
    gate.pass(product.productId());
    List<UUID> ids =
        jdbc.sql(
                """
                SELECT customer_id FROM customer_value WHERE team_id = ? AND product_id = ?
                 ORDER BY team_id, product_id, customer_id LIMIT ? FOR UPDATE
                """)
            .params(product.teamId(), product.productId(), chunk)
            .query(UUID.class)
            .list();
    if (!ids.isEmpty()) {
      customers.delete(product.teamId(), product.productId(), ids);
      hints.touched(product.teamId(), product.productId(), ids);
    }
    return ids.size();
  }

  private void deleteRest(Product product) {
    for (String table : REST) {
      delete(table, product);
    }
    // The name is content, and so are the names of files.
    jdbc.sql("UPDATE run SET file_name = '' WHERE team_id = ? AND product_id = ?")
        .params(product.teamId(), product.productId())
        .update();
    jdbc.sql("UPDATE product SET name = '', emptied_at = ? WHERE team_id = ? AND product_id = ?")
        .params(at(clock.instant()), product.teamId(), product.productId())
        .update();
  }

  private void forgetRuns(Product product) {
    for (String table : LATER) {
      delete(table, product);
    }
  }

  private void delete(String table, Product product) {
    jdbc.sql("DELETE FROM " + table + " WHERE team_id = ? AND product_id = ?")
        .params(product.teamId(), product.productId())
        .update();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
