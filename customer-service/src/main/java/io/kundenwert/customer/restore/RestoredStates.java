package io.kundenwert.customer.restore;

import io.kundenwert.customer.merge.Gate;
import io.kundenwert.customer.merge.ProgressAgain;
import io.kundenwert.customer.publish.TouchedOutbox;
import io.kundenwert.events.CustomerState;
import io.kundenwert.events.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the published states follow a restored database. Readers keep the state with the highest
 * version: versions go on above the highest that was published, every customer is published with
 * such a one, and whoever was published and is not there gets a tombstone.
 */
@Component
class RestoredStates {
  private static final Logger log = LoggerFactory.getLogger(RestoredStates.class);
  private static final int CHUNK = 2_000;

  /** More than any counter of changes can have grown since a backup. */
  private static final long FAR_AHEAD = 1_000_000_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final TopicScan topics;
  private final Gate gate;
  private final ProgressAgain progress;
  private final TouchedOutbox hints;

  RestoredStates(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      TopicScan topics,
      Gate gate,
      ProgressAgain progress,
      TouchedOutbox hints) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.topics = topics;
    this.gate = gate;
    this.progress = progress;
    this.hints = hints;
  }

  private record Product(UUID teamId, UUID productId) {}

  /** Does all of it; doing it again changes nothing but versions. */
  void bringInLine() {
    long strangers = readPublished();
    liftCounters();
    long published = publishAll();
    log.info(
        "{} customers are published again, {} that are not known are forgotten",
        published,
        strangers);
  }

  /**
   * Lifts the versions above those that were published, and has strangers forgotten: rows that are
   * merged again make customers with other ids. A customer's two states are published together,
   * with one version.
   *
   * @return how many strangers there were
   */
  private long readPublished() {
    Map<Product, List<UUID>> published = new HashMap<>();
    long[] forgotten = new long[1];
    long[] highest = new long[1];
    topics.read(
        Topic.CUSTOMERS,
        CustomerState.class,
        state -> {
          highest[0] = Math.max(highest[0], state.version());
          Product product = new Product(state.teamId(), state.productId());
          List<UUID> ids = published.computeIfAbsent(product, key -> new ArrayList<>());
          ids.add(state.customerId());
          if (ids.size() == CHUNK) {
            forgotten[0] += forgetStrangers(product, ids);
            ids.clear();
          }
        });
    published.forEach((product, ids) -> forgotten[0] += forgetStrangers(product, ids));
    jdbc.sql(
            """
            SELECT setval('state_version',
                          greatest(?, (SELECT last_value FROM state_version)) + 1)
            """)
        .param(highest[0])
        .query(Long.class)
        .single();
    return forgotten[0];
  }

  /** Those who follow progress and undos take only what has a higher revision. */
  private void liftCounters() {
    jdbc.sql("SELECT setval('revision_base', (SELECT last_value FROM revision_base) + ?)")
        .param(FAR_AHEAD)
        .query(Long.class)
        .single();
    record Key(UUID teamId, UUID productId, UUID runId, int partition) {}
    List<Key> marks =
        jdbc.sql("SELECT team_id, product_id, run_id, partition FROM mark")
            .query(
                (row, number) ->
                    new Key(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class),
                        row.getInt(4)))
            .list();
    // One at a time: merges lock several, in an order of their own.
    for (Key mark : marks) {
      progress.announceAgain(
          mark.teamId(), mark.productId(), mark.runId(), mark.partition(), FAR_AHEAD);
    }
    jdbc.sql("UPDATE undo SET version = version + ? WHERE NOT dry").param(FAR_AHEAD).update();
  }

  private long publishAll() {
    List<Product> products =
        jdbc.sql("SELECT DISTINCT team_id, product_id FROM product")
            .query(
                (row, number) ->
                    new Product(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .list();
    long all = 0;
    for (Product product : products) {
      UUID after = new UUID(0, 0);
      while (after != null) {
        UUID from = after;
        List<UUID> some = transaction.execute(status -> publishSome(product, from));
        int size = some == null ? 0 : some.size();
        all += size;
        after = some == null || size == 0 ? null : some.getLast();
      }
    }
    return all;
  }

  private List<UUID> publishSome(Product product, UUID after) {
    gate.pass(product.productId());
    List<UUID> ids =
        jdbc.sql(
                """
                SELECT customer_id FROM customer_value
                 WHERE team_id = ? AND product_id = ? AND customer_id > ?
                 ORDER BY team_id, product_id, customer_id LIMIT ?
                   FOR NO KEY UPDATE
                """)
            .params(product.teamId(), product.productId(), after, CHUNK)
            .query(UUID.class)
            .list();
    jdbc.sql(
            """
            UPDATE customer_value SET version = nextval('state_version')
             WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)
            """)
        .params(product.teamId(), product.productId(), ids.toArray(UUID[]::new))
        .update();
    hints.touched(product.teamId(), product.productId(), ids);
    return ids;
  }

  private int forgetStrangers(Product product, List<UUID> ids) {
    List<UUID> strangers =
        jdbc.sql(
                """
                SELECT DISTINCT id FROM unnest(?::uuid[]) AS published (id)
                 WHERE NOT EXISTS (
                   SELECT FROM customer_value
                    WHERE team_id = ? AND product_id = ? AND customer_id = id)
                """)
            .params(ids.toArray(UUID[]::new), product.teamId(), product.productId())
            .query(UUID.class)
            .list();
    transaction.executeWithoutResult(
        status -> hints.touched(product.teamId(), product.productId(), strangers));
    return strangers.size();
  }
}
