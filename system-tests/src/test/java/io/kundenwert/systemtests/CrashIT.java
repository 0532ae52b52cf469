package io.kundenwert.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A8: crashes change nothing. A file with duplicates is imported once undisturbed and once while
 * the import worker and the customer service are killed; totals, counts and published state are the
 * same.
 */
class CrashIT {
  private static final int ROWS = 50_000;
  private static final int KILLS_EACH = 3;

  /** Few rows in flight, so that the work lasts long enough to be interrupted in its middle. */
  private static final String[] SLOWLY = {
    "--processes",
    "--jvm-option=-Dkundenwert.runs.in-flight=3000",
    "--jvm-option=-Dkundenwert.runs.chunk-rows=1000"
  };

  @TempDir Path folder;

  @Test
  void killedServicesLoseNothingAndCountNothingTwice() {
    Path file = GeneratedFile.write(folder.resolve("customers.csv"), ROWS, 42);
    Expectation expected =
        Expectation.of(
            file,
            UTF_8,
            ',',
            "E-Mail",
            row ->
                new Expectation.Value(
                    Expectation.cents(row.get("Total Spend")),
                    Expectation.cents(row.get("Refunds")),
                    Long.parseLong(row.get("Payment Count")),
                    LocalDate.parse(row.get("First Payment")),
                    LocalDate.parse(row.get("Last Payment"))));
    try (Installation installation = Installation.up("crash", SLOWLY)) {
      Api api = installation.api();
      UUID undisturbed = api.newProduct("Undisturbed");
      JsonNode calm = api.importFile(undisturbed, file, Map.of());
      assertThat(calm.path("status").asString()).isEqualTo("finished");

      UUID disturbed = api.newProduct("Disturbed");
      JsonNode shaken = importWhileKilling(installation, disturbed, file);

      assertThat(shaken.get("run").get("counts")).isEqualTo(calm.get("run").get("counts"));
      TreeMap<String, Expectation.Value> calmCustomers =
          Expectation.told(api.customers(undisturbed));
      TreeMap<String, Expectation.Value> shakenCustomers =
          Expectation.told(api.customers(disturbed));
      assertThat(calmCustomers).isEqualTo(expected.customers);
      assertThat(shakenCustomers).isEqualTo(expected.customers);
      awaitPublished(installation, disturbed, expected.customers);
      awaitPublished(installation, undisturbed, expected.customers);
    }
  }

  private static JsonNode importWhileKilling(Installation installation, UUID product, Path file) {
    Api api = installation.api();
    Api.Answer answer = api.upload(product, file, Map.of("start", "auto"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    String importId = answer.json().get("id").asString();
    List<String> victims = List.of("import-service", "customer-service");
    for (int kill = 0; kill < 2 * KILLS_EACH; kill++) {
      String victim = victims.get(kill % victims.size());
      long pid = installation.service(victim).get("pid").asLong();
      awaitWritten(api, importId, (long) ROWS * kill / (3 * KILLS_EACH));
      installation.kill(victim);
      installation.awaitRestart(victim, pid);
    }
    JsonNode end = api.awaitEnd(importId, Duration.ofMinutes(6));
    assertThat(end.path("status").asString()).as("%s", end).isEqualTo("finished");
    return end;
  }

  /** Waits until so many rows are written, and makes sure that not all are. */
  private static void awaitWritten(Api api, String importId, long rows) {
    JsonNode reached =
        Awaitility.await(rows + " rows written")
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofMillis(50))
            .ignoreExceptions()
            .until(
                () -> api.get(Api.team() + "/imports/" + importId).json(),
                state -> state.get("run").get("handled").asLong() >= rows);
    assertThat(reached.get("status").asString())
        .as("the kill comes in the middle")
        .isIn("publishing", "merging", "starting");
  }

  /** Waits until the last committed record of every customer says what is expected. */
  private static void awaitPublished(
      Installation installation, UUID product, Map<String, Expectation.Value> expected) {
    Awaitility.await("published state")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> assertThat(published(installation.kafka(), product)).isEqualTo(expected));
  }

  private static TreeMap<String, Expectation.Value> published(String kafka, UUID product) {
    Map<String, String> emails = new HashMap<>();
    last(kafka, "customer.customers.v1")
        .forEach(
            (customer, state) -> {
              if (state.get("productId").asString().equals(product.toString())) {
                emails.put(customer, state.get("email").asString());
              }
            });
    TreeMap<String, Expectation.Value> values = new TreeMap<>();
    last(kafka, "customer.values.v1")
        .forEach(
            (customer, state) -> {
              String email = emails.get(customer);
              if (email != null) {
                values.put(
                    email,
                    new Expectation.Value(
                        state.get("gross").asLong(),
                        state.get("refunded").asLong(),
                        state.get("payments").asLong(),
                        LocalDate.parse(state.get("firstPaymentOn").asString()),
                        LocalDate.parse(state.get("lastPaymentOn").asString())));
              }
            });
    return values;
  }

  private static Map<String, JsonNode> last(String kafka, String topic) {
    Properties config = new Properties();
    config.put("bootstrap.servers", kafka);
    config.put("isolation.level", "read_committed");
    config.put("max.poll.records", "20000");
    Map<String, JsonNode> last = new HashMap<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          if (record.value() == null) {
            last.remove(record.key());
          } else {
            last.put(record.key(), JsonMapper.shared().readTree(record.value()));
          }
        }
      }
    }
    return last;
  }
}
