package io.kundenwert.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The topic has lost rows before anybody merged them: they are published again. With {@code
 * -Dkundenwert.long=true}; what each side does about it, its own tests prove in every run.
 */
@EnabledIfSystemProperty(named = "kundenwert.long", matches = "true")
@Order(1)
class GapIT {
  private static final int ROWS = 12_000;
  private static final String TOPIC = "import.rows.v1";
  private static final Duration SOON = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void rowsThatTheTopicLostArePublishedAgain() throws Exception {
    Installation installation = Installations.processes();
    Api api = installation.api();
    Path file = GeneratedFile.write(folder.resolve("customers.csv"), ROWS, 7);
    UUID product = api.newProduct("Lücken");
    Api.Answer started = api.upload(product, file, Map.of("start", "auto"));
    assertThat(started.status()).as(started.body()).isEqualTo(201);
    String importId = started.json().get("id").asString();
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> run(api, importId).path("handled").asLong() > 2_000);
    installation.hold("customer-service");
    // Until no more are published than may wait for the merge.
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> run(api, importId).path("published").asLong(),
            published -> published == run(api, importId).path("published").asLong());
    long published = run(api, importId).path("published").asLong();
    assertThat(published)
        .isLessThan(ROWS)
        .isGreaterThan(run(api, importId).path("handled").asLong());
    deleteAll(installation.kafka());
    installation.release("customer-service");

    JsonNode end = api.awaitEnd(importId, SOON);
    assertThat(end.path("status").asString()).as("%s", end).isEqualTo("finished");
    Expectation expected = GeneratedFile.expectation(file);
    assertThat(Expectation.told(api.customers(product))).isEqualTo(expected.customers);
  }

  private static JsonNode run(Api api, String importId) {
    return api.get(Api.team() + "/imports/" + importId).json().path("run");
  }

  private static void deleteAll(String kafka)
      throws ExecutionException, InterruptedException, TimeoutException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (int partition = 0; partition < 3; partition++) {
        ends.put(new TopicPartition(TOPIC, partition), OffsetSpec.latest());
      }
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      Map<TopicPartition, ListOffsetsResultInfo> offsets =
          admin.listOffsets(ends).all().get(30, TimeUnit.SECONDS);
      offsets.forEach((at, end) -> all.put(at, RecordsToDelete.beforeOffset(end.offset())));
      admin.deleteRecords(all).all().get(30, TimeUnit.SECONDS);
    }
  }
}
