package io.kundenwert.customer.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.customer.TopicReader;
import io.kundenwert.customer.WithJobsByHand;
import io.kundenwert.customer.directory.GeneratedProduct;
import io.kundenwert.customer.directory.HttpSetup;
import io.kundenwert.events.CustomerState;
import io.kundenwert.events.Topic;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.test.TestTopics;
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

/** Low-spend cleanup (C6). */
@WithJobsByHand
class CleanupIT {
  private static final int CUSTOMERS = 120;
  private static final String BELOW = "60000";

  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private JdbcClient jdbc;
  @Autowired private CleanupWorker worker;
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
  }

  private String path(String rest) {
    return http.path(product.productId, "/cleanups" + rest);
  }

  private JsonNode done(MvcTestResult answer, HttpStatus status) {
    assertThat(answer).as(HttpSetup.body(answer)).hasStatus(status);
    return json.readTree(HttpSetup.body(answer));
  }

  private void refused(MvcTestResult answer, HttpStatus status, String code) {
    assertThat(answer).as(HttpSetup.body(answer)).hasStatus(status);
    assertThat(HttpSetup.body(answer)).contains("\"code\":\"" + code + "\"");
  }

  private JsonNode preview() {
    return done(
        http.post(http.owner, path(""), "{\"threshold\": \"" + BELOW + "\"}"), HttpStatus.CREATED);
  }

  private MvcTestResult confirm(JsonNode preview) {
    return http.post(
        http.owner,
        path("/" + preview.path("id").asString() + "/confirm"),
        "{\"customers\": " + preview.path("customers").asLong() + "}");
  }

  private JsonNode state(JsonNode cleanup) {
    return done(http.get(http.owner, path("/" + cleanup.path("id").asString())), HttpStatus.OK);
  }

  private List<UUID> below() {
    return jdbc.sql("SELECT customer_id FROM customer_value WHERE product_id = ? AND gross < ?")
        .params(product.productId, Long.valueOf(BELOW))
        .query(UUID.class)
        .list();
  }

  private long shown() {
    return jdbc.sql(
            "SELECT count(*) FROM customer_value WHERE product_id = ? AND archived_reason IS NULL")
        .param(product.productId)
        .query(Long.class)
        .single();
  }

  private void spend(UUID customer, long gross) {
    jdbc.sql("UPDATE customer_value SET gross = ?, net = ? - refunded WHERE customer_id = ?")
        .params(gross, gross, customer)
        .update();
  }

  @Test
  void archivesThoseOfThePreviewAndBringsThemBack() {
    List<UUID> below = below();
    JsonNode preview = preview();
    assertThat(preview.path("customers").asLong()).isEqualTo(below.size()).isPositive();
    assertThat(preview.at("/total/minor").asString())
        .isEqualTo(
            jdbc.sql("SELECT sum(gross) FROM customer_value WHERE product_id = ? AND gross < ?")
                .params(product.productId, Long.valueOf(BELOW))
                .query(Long.class)
                .single()
                .toString());
    assertThat(shown()).isEqualTo(CUSTOMERS);
    assertThat(who(preview)).containsExactlyInAnyOrderElementsOf(below).isSorted();

    // One reaches the threshold meanwhile, one falls below it: neither goes.
    spend(below.getFirst(), Long.parseLong(BELOW));
    UUID above =
        jdbc.sql(
                "SELECT customer_id FROM customer_value WHERE product_id = ? AND gross > ? LIMIT 1")
            .params(product.productId, 2 * Long.parseLong(BELOW))
            .query(UUID.class)
            .single();
    spend(above, 1);
    refused(
        http.post(
            http.owner,
            path("/" + preview.path("id").asString() + "/confirm"),
            "{\"customers\": 1}"),
        HttpStatus.CONFLICT,
        "cleanup-differs");
    done(confirm(preview), HttpStatus.ACCEPTED);
    worker.work();
    JsonNode state = state(preview);
    assertThat(state.path("status").asString()).isEqualTo("finished");
    assertThat(state.path("archived").asLong()).isEqualTo(below.size() - 1);
    assertThat(state.path("skipped").asLong()).isEqualTo(1);
    assertThat(shown()).isEqualTo(CUSTOMERS - below.size() + 1);
    assertThat(http.ok(http.path(product.productId, "/customers/count")).path("count").asLong())
        .isEqualTo(CUSTOMERS - below.size() + 1);
    assertPublishedAsArchived(below.get(1), true);
    assertThat(who(preview)).hasSize(below.size() - 1).doesNotContain(below.getFirst(), above);
    assertThat(state(done(confirm(preview), HttpStatus.ACCEPTED)))
        .as("confirmed once more")
        .isEqualTo(state);
    worker.work();
    assertThat(state(preview)).isEqualTo(state);

    String undo = path("/" + preview.path("id").asString() + "/undo");
    done(http.post(http.owner, undo, "{}"), HttpStatus.ACCEPTED);
    worker.work();
    state = state(preview);
    assertThat(state.path("status").asString()).isEqualTo("undone");
    assertThat(state.path("restored").asLong()).isEqualTo(below.size() - 1);
    assertThat(shown()).isEqualTo(CUSTOMERS);
    assertPublishedAsArchived(below.get(1), false);
    assertThat(who(preview)).isEmpty();
  }

  /** Whom the cleanup names, read in small pages. */
  private List<UUID> who(JsonNode cleanup) {
    List<UUID> ids = new ArrayList<>();
    String list = path("/" + cleanup.path("id").asString() + "/customers?limit=7");
    JsonNode page = done(http.get(http.owner, list), HttpStatus.OK);
    while (true) {
      for (JsonNode item : page.path("items")) {
        assertThat(item.path("email").asString()).contains("@");
        ids.add(UUID.fromString(item.path("id").asString()));
      }
      if (page.path("next").isNull()) {
        return ids;
      }
      assertThat(page.path("items")).hasSize(7);
      page =
          done(
              http.get(http.owner, list + "&after=" + page.path("next").asString()), HttpStatus.OK);
    }
  }

  private void assertPublishedAsArchived(UUID customer, boolean archived) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              byte[] state =
                  new TopicReader(brokers)
                      .latest(Topic.CUSTOMERS.topicName())
                      .get(customer.toString());
              assertThat(state).isNotNull();
              assertThat(codec.decode(state, CustomerState.class).archived()).isEqualTo(archived);
            });
  }

  @Test
  void aPersonBringsOneBackAndSeveralWorkersArchiveEachOnce() throws Exception {
    List<UUID> below = below();
    JsonNode preview = preview();
    done(confirm(preview), HttpStatus.ACCEPTED);
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> done =
          List.of(
              threads.submit(worker::work),
              threads.submit(worker::work),
              threads.submit(worker::work));
      for (Future<?> each : done) {
        each.get();
      }
    }
    worker.work();
    assertThat(state(preview).path("archived").asLong()).isEqualTo(below.size());
    String restore = http.path(product.productId, "/customers/" + below.getFirst() + "/restore");
    assertThat(http.post(http.owner, restore, "{}")).hasStatus(HttpStatus.NO_CONTENT);
    assertThat(shown()).isEqualTo(CUSTOMERS - below.size() + 1);
    refused(
        http.post(
            http.owner,
            http.path(product.productId, "/customers/" + Ids.next() + "/restore"),
            "{}"),
        HttpStatus.NOT_FOUND,
        "not-found");
  }

  @Test
  void deletesAfterThirtyDaysWithATombstone() {
    List<UUID> below = below();
    JsonNode preview = preview();
    done(confirm(preview), HttpStatus.ACCEPTED);
    worker.work();
    worker.purge();
    assertThat(rows("customer")).as("not yet").isEqualTo(CUSTOMERS);
    jdbc.sql(
            "UPDATE customer_value SET archived_until = now() - interval '1 s' WHERE archived_id = ?")
        .param(UUID.fromString(preview.path("id").asString()))
        .update();
    jdbc.sql("UPDATE cleanup SET expires_at = now() - interval '1 s' WHERE product_id = ?")
        .param(product.productId)
        .update();
    refused(
        http.post(http.owner, path("/" + preview.path("id").asString() + "/undo"), "{}"),
        HttpStatus.CONFLICT,
        "cleanup-final");
    worker.purge();
    for (String table : List.of("customer", "customer_value", "identity")) {
      assertThat(rows(table)).as(table).isEqualTo(CUSTOMERS - below.size());
    }
    assertThat(
            jdbc.sql(
                    """
                    SELECT count(*) FROM contribution c WHERE product_id = ? AND NOT EXISTS (
                      SELECT FROM customer u WHERE u.customer_id = c.identity_id)
                    """)
                .param(product.productId)
                .query(Long.class)
                .single())
        .isZero();
    // That people are gone for good is told with each chunk, by whom and how many (D8).
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                TestTopics.all("audit.entries.v1").stream()
                    .map(record -> String.valueOf(record.value()))
                    .filter(entry -> entry.contains("\"cleanup.purged\""))
                    .filter(entry -> entry.contains(product.productId.toString()))
                    .filter(entry -> entry.contains("\"system\""))
                    .count(),
            entries -> entries == (below.size() + WithJobsByHand.CHUNK - 1) / WithJobsByHand.CHUNK);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Map<String, byte[]> states =
                  new TopicReader(brokers).latest(Topic.CUSTOMERS.topicName());
              assertThat(below)
                  .allSatisfy(
                      id -> {
                        assertThat(states).containsKey(id.toString());
                        assertThat(states.get(id.toString())).isNull();
                      });
            });
  }

  private long rows(String table) {
    return jdbc.sql("SELECT count(*) FROM " + table + " WHERE product_id = ?")
        .param(product.productId)
        .query(Long.class)
        .single();
  }

  @Test
  void anOldPreviewIsNotConfirmedAndNobodysElse() {
    JsonNode preview = preview();
    jdbc.sql("UPDATE cleanup SET expires_at = now() - interval '1 s' WHERE product_id = ?")
        .param(product.productId)
        .update();
    refused(confirm(preview), HttpStatus.CONFLICT, "preview-expired");
    refused(
        http.post(http.owner, path("/" + preview.path("id").asString() + "/undo"), "{}"),
        HttpStatus.CONFLICT,
        "cleanup-not-finished");
    refused(
        http.post(http.owner, path("/" + Ids.next() + "/confirm"), "{\"customers\": 1}"),
        HttpStatus.NOT_FOUND,
        "not-found");
    refused(
        http.post(http.owner, path(""), "{\"threshold\": \"0\"}"),
        HttpStatus.UNPROCESSABLE_CONTENT,
        "invalid-threshold");
    assertThat(http.post(http.owner, path(""), "{\"threshold\": \"-5\"}"))
        .hasStatus(HttpStatus.BAD_REQUEST);
    for (UUID user : List.of(http.viewer, http.member)) {
      refused(http.post(user, path(""), "{}"), HttpStatus.FORBIDDEN, "forbidden");
      refused(http.get(user, path("")), HttpStatus.FORBIDDEN, "forbidden");
      refused(
          http.get(user, path("/" + preview.path("id").asString() + "/customers")),
          HttpStatus.FORBIDDEN,
          "forbidden");
      for (String what : List.of("/confirm", "/undo")) {
        refused(
            http.post(user, path("/" + preview.path("id").asString() + what), "{\"customers\": 1}"),
            HttpStatus.FORBIDDEN,
            "forbidden");
      }
    }
  }
}
