package io.kundenwert.customer.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.customer.TopicReader;
import io.kundenwert.customer.WithJobsByHand;
import io.kundenwert.customer.directory.GeneratedProduct;
import io.kundenwert.customer.directory.HttpSetup;
import io.kundenwert.events.ImportUndoState;
import io.kundenwert.events.Topic;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.ids.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Undo as a client sees it (A9); {@code MergeModelIT} proves what it leaves. */
@WithJobsByHand
class UndoIT {
  private static final int CUSTOMERS = 210;

  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private JdbcClient jdbc;
  @Autowired private UndoWorker worker;
  @Autowired private EventCodec codec;

  @Value("${spring.kafka.bootstrap-servers}")
  private String brokers;

  private final JsonMapper json = JsonMapper.shared();
  private HttpSetup http;
  private GeneratedProduct product;

  @BeforeEach
  void generate() {
    http = new HttpSetup(mvc, access);
    product = new GeneratedProduct(jdbc, http.teamId).with(CUSTOMERS);
    http.has(product.productId);
    jdbc.sql(
            """
            INSERT INTO mark (team_id, product_id, run_id, partition, seq, created)
            SELECT team_id, product_id, run_id, 0, count(*), count(*) FROM contribution
             WHERE product_id = ? GROUP BY 1, 2, 3
            """)
        .param(product.productId)
        .update();
  }

  private String path(UUID importId) {
    return "/api/v1/teams/" + http.teamId + "/imports/" + importId + "/undo";
  }

  private JsonNode asked(UUID importId, boolean dryRun) {
    MvcTestResult answer = http.post(http.owner, path(importId), "{\"dryRun\": " + dryRun + "}");
    assertThat(answer).hasStatus(HttpStatus.ACCEPTED);
    return json.readTree(HttpSetup.body(answer));
  }

  private JsonNode report(UUID importId) {
    MvcTestResult answer = http.get(http.owner, path(importId));
    assertThat(answer).hasStatusOk();
    return json.readTree(HttpSetup.body(answer));
  }

  private long number(String sql) {
    return jdbc.sql(sql).param(product.productId).query(Long.class).single();
  }

  private static void assertCounts(JsonNode state, long reversed, long gone, long kept) {
    assertThat(state.path("status").asString()).isEqualTo("finished");
    assertThat(state.path("reversed").asLong()).as("reversed").isEqualTo(reversed);
    assertThat(state.path("gone").asLong()).as("gone").isEqualTo(gone);
    assertThat(state.path("kept").asLong()).as("kept").isEqualTo(kept);
    assertThat(state.path("failed").asLong()).as("failed").isZero();
    assertThat(state.path("handled").asLong()).isEqualTo(state.path("customers").asLong());
  }

  @Test
  void takesTheWholeImportBackAndSaysSoBefore() {
    // Everyone is of the first run; every third of the second, every seventh of the shop's too.
    UUID edited =
        jdbc.sql(
                """
                SELECT customer_id FROM customer c
                 WHERE product_id = ? AND email LIKE 'kunde8@%'
                """)
            .param(product.productId)
            .query(UUID.class)
            .single();
    jdbc.sql("INSERT INTO manual_field VALUES (?, ?, ?, 'company', '\"Nord\"', 9, ?, now())")
        .params(http.teamId, product.productId, edited, http.owner)
        .update();
    List<UUID> gone =
        jdbc.sql(
                """
                SELECT identity_id FROM contribution WHERE product_id = ?
                 GROUP BY 1 HAVING count(*) = 1
                """)
            .param(product.productId)
            .query(UUID.class)
            .list();
    assertThat(gone.remove(edited)).isTrue();
    long stay = CUSTOMERS - gone.size() - 1;
    long taken =
        jdbc.sql("SELECT sum(gross)::bigint FROM contribution WHERE run_id = ?")
            .param(product.firstRun)
            .query(Long.class)
            .single();
    long before = number("SELECT sum(gross)::bigint FROM customer_value WHERE product_id = ?");

    assertThat(asked(product.firstRun, true).path("status").asString()).isEqualTo("running");
    worker.work();
    JsonNode look = report(product.firstRun).path("dryRun");
    assertCounts(look, stay, gone.size(), 1);
    assertThat(look.path("amounts").path(0).path("minor").asString())
        .isEqualTo(Long.toString(taken));
    assertThat(number("SELECT count(*) FROM customer WHERE product_id = ?")).isEqualTo(CUSTOMERS);
    assertThat(report(product.firstRun).path("undo").path("status").isMissingNode()).isTrue();

    asked(product.firstRun, false);
    worker.work();
    JsonNode done = report(product.firstRun).path("undo");
    assertCounts(done, stay, gone.size(), 1);
    assertThat(done.path("amounts")).isEqualTo(look.path("amounts"));
    assertThat(number("SELECT sum(gross)::bigint FROM customer_value WHERE product_id = ?"))
        .isEqualTo(before - taken);
    assertThat(number("SELECT count(*) FROM customer WHERE product_id = ?")).isEqualTo(stay + 1);
    assertThat(
            jdbc.sql("SELECT company FROM customer WHERE customer_id = ?")
                .param(edited)
                .query(String.class)
                .single())
        .isEqualTo("Nord");
    assertThat(
            jdbc.sql("SELECT undo FROM run WHERE run_id = ?")
                .param(product.firstRun)
                .query(String.class)
                .single())
        .isEqualTo("undone");
    assertPublished(gone, done);

    // Asking again changes nothing.
    assertThat(asked(product.firstRun, false).path("finishedAt"))
        .isEqualTo(done.path("finishedAt"));
    MvcTestResult lookAgain = http.post(http.owner, path(product.firstRun), "{\"dryRun\": true}");
    assertThat(lookAgain).hasStatus(HttpStatus.CONFLICT);
    assertThat(HttpSetup.body(lookAgain)).contains("import-undone");
  }

  private void assertPublished(List<UUID> gone, JsonNode done) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Map<String, byte[]> customers =
                  new TopicReader(brokers).latest(Topic.CUSTOMERS.topicName());
              for (UUID id : gone) {
                assertThat(customers).containsKey(id.toString());
                assertThat(customers.get(id.toString())).isNull();
              }
              byte[] state =
                  new TopicReader(brokers)
                      .latest(Topic.IMPORT_UNDOS.topicName())
                      .get(product.firstRun.toString());
              assertThat(state).isNotNull();
              ImportUndoState event = codec.decode(state, ImportUndoState.class);
              assertThat(event.status()).isEqualTo("undone");
              assertThat(event.gone()).isEqualTo(done.path("gone").asLong());
            });
  }

  @Test
  void severalWorkersDoEachCustomerOnce() throws Exception {
    asked(product.secondRun, false);
    asked(product.shopRun, false);
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        done.add(threads.submit(worker::work));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }
    worker.work();
    assertCounts(report(product.secondRun).path("undo"), CUSTOMERS / 3, 0, 0);
    assertCounts(report(product.shopRun).path("undo"), CUSTOMERS / 7, 0, 0);
    assertThat(number("SELECT sum(gross)::bigint FROM customer_value WHERE product_id = ?"))
        .isEqualTo(
            number("SELECT sum(gross)::bigint FROM contribution WHERE product_id = ? AND counted"));
    assertThat(number("SELECT count(DISTINCT run_id) FROM contribution WHERE product_id = ?"))
        .isEqualTo(1);
  }

  @Test
  void waitsForTheEndOfAnImport() {
    jdbc.sql("UPDATE run SET status = 'publishing' WHERE run_id = ?")
        .param(product.firstRun)
        .update();
    refused(HttpStatus.CONFLICT, "import-not-ended", http.owner, product.firstRun);
    jdbc.sql("UPDATE run SET status = 'cancelled', published = 1000 WHERE run_id = ?")
        .param(product.firstRun)
        .update();
    refused(HttpStatus.CONFLICT, "import-not-ended", http.owner, product.firstRun);
  }

  @Test
  void isForThoseWhoMayCancelImports() {
    refused(HttpStatus.FORBIDDEN, "forbidden", http.viewer, product.shopRun);
    // The product is the owner's.
    refused(HttpStatus.FORBIDDEN, "forbidden", http.member, product.shopRun);
    assertThat(http.get(http.viewer, path(product.shopRun))).hasStatus(HttpStatus.FORBIDDEN);
    assertThat(http.get(http.member, path(product.shopRun))).hasStatusOk();
    refused(HttpStatus.NOT_FOUND, "not-found", http.owner, Ids.next());
    GeneratedProduct others = new GeneratedProduct(jdbc, Ids.next()).with(1);
    refused(HttpStatus.NOT_FOUND, "not-found", http.owner, others.firstRun);
  }

  private void refused(HttpStatus status, String code, UUID user, UUID importId) {
    for (String body : List.of("{}", "{\"dryRun\": true}")) {
      MvcTestResult answer = http.post(user, path(importId), body);
      assertThat(answer).hasStatus(status);
      assertThat(HttpSetup.body(answer)).contains("\"code\":\"" + code + "\"");
    }
  }
}
