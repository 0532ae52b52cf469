package io.kundenwert.customer.merge;

import static io.kundenwert.customer.merge.RowFixture.aRow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.customer.TopicReader;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.publish.TouchedHints;
import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.CustomerState;
import io.kundenwert.events.CustomerValueState;
import io.kundenwert.events.EventHeaders;
import io.kundenwert.events.ImportRunState;
import io.kundenwert.events.ImportedRow;
import io.kundenwert.events.MergeProgress;
import io.kundenwert.events.MergeRejection;
import io.kundenwert.events.ProductState;
import io.kundenwert.events.RepublishRequest;
import io.kundenwert.events.RunDescriptor;
import io.kundenwert.events.RunMode;
import io.kundenwert.events.TeamAccess;
import io.kundenwert.events.Topic;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.EventRecords;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.test.Engines;
import io.kundenwert.test.TestTokens;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WithMerge
class MainFlowIT {
  private final UUID user = Ids.next();
  private final UUID member = Ids.next();
  private final UUID viewer = Ids.next();
  private final UUID teamId = Ids.next();
  private final UUID productId = Ids.next();
  private final List<Future<?>> sent = new ArrayList<>();
  private final Map<Integer, Long> seqs = new HashMap<>();
  private long number;

  @Autowired private MockMvcTester http;
  @Autowired private AccessView access;
  @Autowired private Products products;
  @Autowired private EventRecords records;
  @Autowired private TouchedHints hints;
  @Autowired private EventCodec codec;
  @Autowired private JdbcClient jdbc;
  @Autowired private BindingsLifecycleController bindings;

  @Value("${spring.kafka.bootstrap-servers}")
  private String brokers;

  private KafkaProducer<String, byte[]> producer;

  @BeforeEach
  void aTeamWithAProduct() {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers),
            new StringSerializer(),
            new ByteArraySerializer());
    access.apply(
        new TeamAccess(
            teamId,
            1,
            "active",
            "enterprise",
            List.of(
                new TeamAccess.Member(user, "owner"),
                new TeamAccess.Member(member, "member"),
                new TeamAccess.Member(viewer, "viewer")),
            List.of(new TeamAccess.Product(productId, user))));
    send(
        records.record(
            productId.toString(),
            new ProductState(
                productId, teamId, 1, "Kurse", "EUR", "Europe/Berlin", 10_000, 5_000, "gross")));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> products.find(teamId, productId).isPresent());
  }

  @AfterEach
  void close() {
    producer.close();
  }

  @Test
  void rowsFromTheTopicBecomePublishedStates() {
    RunDescriptor run = register("a".repeat(64));
    send(run, aRow("a@example.de").name("Anna").spend(30_000).payments(2).build());
    send(run, aRow("b@example.de").name("Bert").spend(70).build());
    send(run, aRow("a@example.de").company("A GmbH").spend(12_000).build());

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              List<MergeProgress> progress = new ArrayList<>();
              latest(Topic.MERGE_PROGRESS)
                  .forEach(
                      (key, value) -> {
                        if (key.startsWith(run.runId().toString())) {
                          progress.add(codec.decode(value, MergeProgress.class));
                        }
                      });
              assertThat(progress.stream().mapToLong(MergeProgress::created).sum()).isEqualTo(2);
              assertThat(progress.stream().mapToLong(MergeProgress::merged).sum()).isEqualTo(1);
            });
    UUID anna = customerId("a@example.de");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              byte[] bytes = latest(Topic.CUSTOMER_VALUES).get(anna.toString());
              assertThat(bytes).isNotNull();
              CustomerValueState value = codec.decode(bytes, CustomerValueState.class);
              assertThat(value.gross()).isEqualTo(42_000);
              assertThat(value.sources())
                  .singleElement()
                  .satisfies(
                      source -> {
                        assertThat(source.sourceId()).isEqualTo(run.sourceId());
                        assertThat(source.gross()).isEqualTo(42_000);
                      });
              CustomerState customer =
                  codec.decode(
                      requireNonNull(latest(Topic.CUSTOMERS).get(anna.toString())),
                      CustomerState.class);
              assertThat(customer.name()).isEqualTo("Anna");
              assertThat(customer.company()).isEqualTo("A GmbH");
              assertThat(customer.version()).isEqualTo(value.version());
            });
  }

  @Test
  void aMalformedRowIsSetAsideAndItsNeighboursAreMerged() {
    RunDescriptor run = register("b".repeat(64));
    send(run, aRow("good1@example.de").spend(1).build());
    sendBytes(run, 0, "{ this is no JSON".getBytes(UTF_8));
    sendBytes(run, 0, new byte[0]);
    send(new ProducerRecord<>(Topic.IMPORT_ROWS.topicName(), 0, "key", new byte[] {1}));
    send(run, aRow("good2@example.de").spend(1).build());
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(sum(run, "created")).isEqualTo(2);
              assertThat(sum(run, "dead")).isEqualTo(2);
            });
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(latest("customer-service.dead-letters.v1").keySet())
                    .filteredOn(key -> key.startsWith(run.runId().toString()))
                    .hasSize(2));
  }

  @Test
  void aGapAsksForTheMissingRows() {
    RunDescriptor run = register("c".repeat(64));
    seqs.put(0, 4L);
    sendBytes(run, 0, codec.encode(aRow("a@example.de").build()));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              byte[] bytes = latest(Topic.REPUBLISH_REQUESTS).get(run.runId().toString());
              assertThat(bytes).isNotNull();
              assertThat(codec.decode(bytes, RepublishRequest.class))
                  .isEqualTo(new RepublishRequest(run.runId(), teamId, 0, 1));
            });
    assertThat(sum(run, "seq")).isZero();
  }

  @Test
  void aRunThatStandsStillAsksForItsRows() {
    RunDescriptor run = register("7".repeat(64));
    send(run, aRow("a@example.de").spend(1).build());
    await().atMost(Duration.ofSeconds(30)).until(() -> sum(run, "created") == 1);
    int merged =
        jdbc.sql("SELECT partition FROM mark WHERE run_id = ? AND seq = 1")
            .param(run.runId())
            .query(Integer.class)
            .single();
    // Two more were published, it is said, and the topic has lost both.
    send(
        records.record(
            run.runId().toString(),
            new ImportRunState(
                run.runId(),
                teamId,
                productId,
                run.sourceId(),
                user,
                "import",
                "publishing",
                4,
                10L,
                new ImportRunState.Counts(3, 1, 0, 0, 0, 0, Map.of()),
                Instant.EPOCH,
                null,
                null,
                null)));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Map<Integer, Long> asked = new HashMap<>();
              new TopicReader(brokers)
                  .all(Topic.REPUBLISH_REQUESTS.topicName())
                  .forEach(
                      record -> {
                        if (record.key().equals(run.runId().toString())) {
                          RepublishRequest request =
                              codec.decode(record.value(), RepublishRequest.class);
                          asked.put(request.partition(), request.fromSeq());
                        }
                      });
              assertThat(asked).hasSize(3).containsEntry(merged, 2L);
              assertThat(asked.values()).containsOnly(1L, 2L);
            });
  }

  @Test
  void aDeletedCustomerEndsInATombstone() throws Exception {
    RunDescriptor run = register("d".repeat(64));
    send(run, aRow("a@example.de").spend(1).first(LocalDate.of(2020, 1, 1)).build());
    await().atMost(Duration.ofSeconds(30)).until(() -> sum(run, "created") == 1);
    UUID id = customerId("a@example.de");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> latest(Topic.CUSTOMERS).get(id.toString()) != null);
    for (String table : List.of("customer", "customer_value")) {
      jdbc.sql("DELETE FROM " + table + " WHERE customer_id = ?").param(id).update();
    }
    for (Future<?> sent : hints.send(teamId, productId, List.of(id))) {
      sent.get();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(latest(Topic.CUSTOMERS)).containsEntry(id.toString(), null);
              assertThat(latest(Topic.CUSTOMER_VALUES)).containsEntry(id.toString(), null);
            });
  }

  @Test
  void rowsWaitForWhatTheSurroundingsLack() {
    UUID later = Ids.next();
    RunDescriptor run =
        new RunDescriptor(
            Ids.next(), teamId, later, Ids.next(), 1, AmountMeaning.NEW, RunMode.IMPORT);
    sendBytes(run, 0, codec.encode(aRow("a@example.de").spend(7).build()));
    send(
        records.record(
            later.toString(),
            new ProductState(
                later, teamId, 1, "Später", "EUR", "Europe/Berlin", 10_000, 5_000, "gross")));
    await().atMost(Duration.ofSeconds(60)).until(() -> sum(run, "created") == 1);
  }

  @Test
  void deadRowsAreWrittenOnceTheFaultIsMended() {
    RunDescriptor run = register("8".repeat(64));
    String path = "/api/v1/teams/" + teamId + "/imports/" + run.runId() + "/dead-rows";
    jdbc.sql("ALTER TABLE customer ADD CONSTRAINT fault CHECK (name IS DISTINCT FROM 'Gift')")
        .update();
    try {
      send(run, aRow("good@example.de").name("Gut").spend(1).build());
      send(run, aRow("bad@example.de").name("Gift").spend(70).build());
      sendBytes(run, 0, "{ this is no JSON".getBytes(UTF_8));
      await().atMost(Duration.ofSeconds(30)).until(() -> sum(run, "dead") == 2);
      assertThat(replayed(path)).as("nothing is mended").isEqualTo(List.of(0, 0, 2));
      assertThat(sum(run, "dead")).isEqualTo(2);
    } finally {
      jdbc.sql("ALTER TABLE customer DROP CONSTRAINT fault").update();
    }
    assertThat(http.get().uri(path).header("Authorization", TestTokens.bearer(user)).exchange())
        .bodyJson()
        .extractingPath("items")
        .asArray()
        .hasSize(2);
    // The matrix: who sees imports, and who may import into a product that is not their own.
    assertThat(status("GET", path, member)).isEqualTo(200);
    assertThat(status("POST", path + "/replay", member)).isEqualTo(403);
    for (String denied : List.of("GET " + path, "POST " + path + "/replay")) {
      String[] call = denied.split(" ");
      assertThat(status(call[0], call[1], viewer)).as(denied).isEqualTo(403);
      assertThat(status(call[0], call[1], Ids.next())).as(denied).isEqualTo(404);
    }
    assertThat(replayed(path)).isEqualTo(List.of(1, 0, 1));
    assertThat(replayed(path)).as("once").isEqualTo(List.of(0, 0, 1));
    assertThat(sum(run, "dead")).isEqualTo(1);
    assertThat(sum(run, "created")).isEqualTo(2);
    assertThat(sumOfValues()).isEqualTo(71);
    UUID bad = customerId("bad@example.de");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(latest(Topic.CUSTOMERS).get(bad.toString())).isNotNull();
              List<String> said = new ArrayList<>();
              new TopicReader(brokers)
                  .all(Topic.MERGE_REJECTIONS.topicName())
                  .forEach(
                      record -> {
                        if (record.key().equals(run.runId().toString())) {
                          said.add(codec.decode(record.value(), MergeRejection.class).code());
                        }
                      });
              assertThat(said).containsExactlyInAnyOrder("row-dead", "row-dead", "row-replayed");
              long dead =
                  latest(Topic.MERGE_PROGRESS).entrySet().stream()
                      .filter(entry -> entry.getKey().startsWith(run.runId().toString()))
                      .mapToLong(
                          entry -> codec.decode(entry.getValue(), MergeProgress.class).dead())
                      .sum();
              assertThat(dead).isEqualTo(1);
            });
  }

  private int status(String method, String path, UUID asUser) {
    return http.method(HttpMethod.valueOf(method))
        .uri(path)
        .header("Authorization", TestTokens.bearer(asUser))
        .exchange()
        .getResponse()
        .getStatus();
  }

  /** Rows that are merged, rejected and dead after another try. */
  private List<Object> replayed(String path) {
    MvcTestResult answer =
        http.post()
            .uri(path + "/replay")
            .header("Authorization", TestTokens.bearer(user))
            .exchange();
    assertThat(answer).hasStatusOk();
    List<Object> counts = new ArrayList<>();
    for (String count : List.of("merged", "rejected", "dead")) {
      assertThat(answer).bodyJson().extractingPath(count).satisfies(counts::add);
    }
    return counts;
  }

  @Test
  void lostConnectionsLoseNothingAndCountNothingTwice() {
    RunDescriptor run = register("f".repeat(64));
    for (int i = 0; i < 3_000; i++) {
      ImportedRow row = aRow("p" + i % 1_000 + "@example.de").name("N").spend(1).build();
      sent.add(
          producer.send(
              record(run, ImportedRow.partition(productId, row.emailKey(), 3), codec.encode(row))));
      if (i % 1_000 == 999) {
        endConnections();
      }
    }
    sent.forEach(MainFlowIT::done);
    endConnections();

    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptions()
        .until(() -> sum(run, "seq") == 3_000);
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(sum(run, "created")).isEqualTo(1_000);
              assertThat(sum(run, "merged")).isEqualTo(2_000);
              assertThat(sumOfValues()).isEqualTo(3_000);
            });
    // Every customer was published, whatever was interrupted between commit and announcement.
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () -> {
              long gross = 0;
              for (byte[] bytes : latest(Topic.CUSTOMER_VALUES).values()) {
                if (bytes != null) {
                  CustomerValueState state = codec.decode(bytes, CustomerValueState.class);
                  gross += state.productId().equals(productId) ? state.gross() : 0;
                }
              }
              assertThat(gross).isEqualTo(3_000);
            });
  }

  private long sumOfValues() {
    return jdbc.sql("SELECT sum(gross)::bigint FROM customer_value WHERE product_id = ?")
        .param(productId)
        .query(Long.class)
        .single();
  }

  /** Through a connection of its own: those of the pool are among the ended ones. */
  private static void endConnections() {
    try (Connection connection =
            DriverManager.getConnection(Engines.jdbcUrl("kundenwert_customer_flow"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()
          """);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void aRestoredDatabaseReadsAgainWhatItLost() {
    RunDescriptor run = register("e".repeat(64));
    send(run, aRow("a@example.de").spend(5).build());
    await().atMost(Duration.ofSeconds(30)).until(() -> sum(run, "created") == 1);
    bindings.changeState("importedRows-in-0", BindingsLifecycleController.State.STOPPED);
    // The backup is from before the run's first row.
    for (String table : List.of("mark", "identity", "customer", "customer_value", "contribution")) {
      jdbc.sql("DELETE FROM " + table + " WHERE product_id = ?").param(productId).update();
    }
    jdbc.sql("UPDATE consumed SET next_offset = 0").update();
    bindings.changeState("importedRows-in-0", BindingsLifecycleController.State.STARTED);

    await().atMost(Duration.ofSeconds(60)).until(() -> sum(run, "created") == 1);
    assertThat(
            jdbc.sql("SELECT gross FROM customer_value WHERE product_id = ?")
                .param(productId)
                .query(Long.class)
                .single())
        .isEqualTo(5);
  }

  @Test
  void aDryRunShowsWhomItWouldChangeToThoseWhoSeeImports() {
    RunDescriptor run = register("f".repeat(64));
    send(run, aRow("a@example.de").name("Anna").spend(30_000).build());
    send(run, aRow("b@example.de").name("Bert").spend(70).build());
    await().atMost(Duration.ofSeconds(30)).until(() -> sum(run, "created") == 2);

    UUID importId = Ids.next();
    RunDescriptor dry = registerDry(importId, Instant.now().plus(Duration.ofDays(1)));
    seqs.clear();
    send(dry, aRow("a@example.de").name("Anna Alt").spend(500).build());
    send(dry, aRow("c@example.de").name("Carl").spend(900).build());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> sum(dry, "created") + sum(dry, "updated") == 2);

    MvcTestResult seen = sample(user, teamId, importId);
    assertThat(seen).hasStatusOk();
    JsonNode report = JsonMapper.shared().readTree(seen.getResponse().getContentAsByteArray());
    assertThat(report.path("runId").asString()).isEqualTo(dry.runId().toString());
    assertThat(report.at("/gross/before/minor").asString()).isEqualTo("30070");
    assertThat(report.at("/gross/after/minor").asString()).isEqualTo("31470");
    assertThat(report.at("/net/after/currency").asString()).isEqualTo("EUR");
    assertThat(report.at("/updated/0/fields/0").toString())
        .isEqualTo("{\"field\":\"name\",\"before\":\"Anna\",\"after\":\"Anna Alt\"}");
    assertThat(report.at("/updated/0/gross/before/minor").asString()).isEqualTo("30000");
    assertThat(report.at("/updated/0/gross/after/minor").asString()).isEqualTo("30500");
    assertThat(report.at("/created/0/email").asString()).isEqualTo("c@example.de");
    assertThat(report.at("/created/0/gross").hasNonNull("before")).isFalse();
    assertThat(report.at("/unchanged").size() + report.at("/merged").size()).isZero();

    assertThat(sample(member, teamId, importId)).hasStatusOk();
    assertThat(sample(viewer, teamId, importId)).hasStatus(403);
    assertThat(sample(Ids.next(), teamId, importId)).hasStatus(404);
    assertThat(sample(user, Ids.next(), importId)).hasStatus(404);
    assertThat(sample(user, teamId, Ids.next())).hasStatus(404);

    // A file whose content is gone already is not looked at.
    UUID gone = Ids.next();
    registerDry(gone, Instant.now().minusSeconds(1));
    assertThat(sample(user, teamId, gone)).hasStatus(404);
  }

  private MvcTestResult sample(UUID as, UUID team, UUID importId) {
    return http.get()
        .uri("/api/v1/teams/{team}/imports/{import}/dry-run/sample", team, importId)
        .header("Authorization", TestTokens.bearer(as))
        .exchange();
  }

  private RunDescriptor registerDry(UUID importId, Instant keptUntil) {
    return register(
        "a".repeat(64),
        RunMode.DRY,
        """
        , "importId": "%s", "keptUntil": "%s"
        """
            .formatted(importId, keptUntil));
  }

  private RunDescriptor register(String sha256) {
    return register(sha256, RunMode.IMPORT, "");
  }

  private RunDescriptor register(String sha256, RunMode mode, String more) {
    UUID runId = Ids.next();
    var answer =
        http.post()
            .uri("/internal/v1/teams/{team}/products/{product}/runs", teamId, productId)
            .header("Authorization", TestTokens.bearer(user))
            .contentType("application/json")
            .content(
                """
                {"runId":"%s","sourceName":"Excel","sha256":"%s","fileName":"kunden.csv",
                 "amounts":"new","mode":"%s","importAgain":false%s}
                """
                    .formatted(runId, sha256, mode.wireName(), more))
            .exchange();
    assertThat(answer).hasStatusOk();
    record Registered(UUID sourceId, long originSeq) {}
    Registered registered =
        codec.decode(answer.getResponse().getContentAsByteArray(), Registered.class);
    return new RunDescriptor(
        runId,
        teamId,
        productId,
        registered.sourceId(),
        registered.originSeq(),
        AmountMeaning.NEW,
        mode);
  }

  private void send(RunDescriptor run, ImportedRow row) {
    sendBytes(run, ImportedRow.partition(productId, row.emailKey(), 3), codec.encode(row));
  }

  private void sendBytes(RunDescriptor run, int partition, byte[] value) {
    send(record(run, partition, value));
  }

  private ProducerRecord<String, byte[]> record(RunDescriptor run, int partition, byte[] value) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topic.IMPORT_ROWS.topicName(), partition, "key", value);
    record.headers().add(EventHeaders.RUN, run.encoded().getBytes(UTF_8));
    record
        .headers()
        .add(EventHeaders.SEQ, seqs.merge(partition, 1L, Long::sum).toString().getBytes(UTF_8));
    record.headers().add(EventHeaders.ROW, Long.toString(++number).getBytes(UTF_8));
    return record;
  }

  private void send(ProducerRecord<String, byte[]> record) {
    done(producer.send(record));
  }

  private static void done(Future<?> sent) {
    try {
      sent.get();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private UUID customerId(String emailKey) {
    return jdbc.sql("SELECT customer_id FROM identity WHERE product_id = ? AND email_key = ?")
        .params(productId, emailKey)
        .query(UUID.class)
        .single();
  }

  private long sum(RunDescriptor run, String counter) {
    return jdbc.sql("SELECT COALESCE(sum(" + counter + "), 0) FROM mark WHERE run_id = ?")
        .param(run.runId())
        .query(Long.class)
        .single();
  }

  private Map<String, byte[]> latest(Topic topic) {
    return latest(topic.topicName());
  }

  private Map<String, byte[]> latest(String topic) {
    return new TopicReader(brokers).latest(topic);
  }
}
