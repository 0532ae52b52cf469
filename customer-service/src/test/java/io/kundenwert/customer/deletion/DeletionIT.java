package io.kundenwert.customer.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.customer.TopicReader;
import io.kundenwert.customer.WithJobsByHand;
import io.kundenwert.customer.directory.GeneratedProduct;
import io.kundenwert.customer.publish.TouchedOutbox;
import io.kundenwert.events.ProductState;
import io.kundenwert.events.Topic;
import io.kundenwert.support.events.EventOutbox;
import io.kundenwert.support.ids.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A deleted product takes its customers with it (D3). The context is that of the cleanup tests. */
@WithJobsByHand
class DeletionIT {
  private static final int CUSTOMERS = 120;

  @Autowired private JdbcClient jdbc;
  @Autowired private EventOutbox outbox;
  @Autowired private TouchedOutbox hints;
  @Autowired private TransactionTemplate transaction;

  @Value("${spring.kafka.bootstrap-servers}")
  private String brokers;

  @Test
  void everythingOfADeletedProductGoesAndEveryCustomerGetsATombstone() {
    UUID teamId = Ids.next();
    GeneratedProduct product = new GeneratedProduct(jdbc, teamId).with(CUSTOMERS);
    GeneratedProduct other = new GeneratedProduct(jdbc, teamId).with(CUSTOMERS);
    List<String> ids =
        jdbc.sql("SELECT customer_id::text FROM customer_value WHERE product_id = ?")
            .param(product.productId)
            .query(String.class)
            .list();
    transaction.executeWithoutResult(
        status ->
            hints.touched(teamId, product.productId, ids.stream().map(UUID::fromString).toList()));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(published()).containsKeys(ids.toArray(String[]::new)));

    jdbc.sql("INSERT INTO dry_run VALUES (?, ?, ?, ?, now() + interval '1 day')")
        .params(teamId, product.productId, Ids.next(), Ids.next())
        .update();
    jdbc.sql(
            """
            INSERT INTO dry_sample
            VALUES (?, ?, ?, 0, 'created', ?, 'a@example.de', 1, '{1}', NULL, '{}')
            """)
        .params(teamId, product.productId, Ids.next(), Ids.next())
        .update();

    transaction.executeWithoutResult(
        status -> outbox.publishTombstone(product.productId.toString(), ProductState.class));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql("SELECT emptied_at IS NOT NULL FROM product WHERE product_id = ?")
                            .param(product.productId)
                            .query(Boolean.class)
                            .single())
                    .isTrue());
    assertThat(
            jdbc.sql(
                    """
                    SELECT c.table_name FROM information_schema.columns c
                      JOIN information_schema.tables t USING (table_schema, table_name)
                     WHERE c.table_schema = 'public' AND c.column_name = 'product_id'
                       AND t.table_type = 'BASE TABLE'
                    """)
                .query(String.class)
                .list())
        .isNotEmpty()
        .allSatisfy(
            table -> {
              // Runs are told from missing ones as long as their rows may come; figures say zero.
              boolean stays =
                  List.of("product", "run", "source", "mark", "directory_figures", "directory_rank")
                      .contains(table);
              assertThat(rows(table, product) == 0 || stays).as(table).isTrue();
            });
    assertThat(rows("customer", other)).isEqualTo(CUSTOMERS);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Map<String, byte[]> states = published();
              assertThat(ids).allSatisfy(id -> assertThat(states.get(id)).isNull());
            });
  }

  private Map<String, byte[]> published() {
    return new TopicReader(brokers).latest(Topic.CUSTOMERS.topicName());
  }

  private long rows(String table, GeneratedProduct product) {
    return jdbc.sql("SELECT count(*) FROM " + table + " WHERE product_id = ?")
        .param(product.productId)
        .query(Long.class)
        .single();
  }
}
