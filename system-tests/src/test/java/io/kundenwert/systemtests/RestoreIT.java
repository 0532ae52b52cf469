package io.kundenwert.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The databases are restored from a backup that was taken in the middle of an import; the topics
 * are newer. What came in since is there again, what was taken back is taken back again, and the
 * published states follow.
 */
@Order(2)
class RestoreIT {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final List<String> DATABASES = List.of("kundenwert_import", "kundenwert_customer");
  private static final int ROWS = 25_000;

  @TempDir Path folder;

  @Test
  void aRestoredBackupEndsWhereTheSystemWas() throws SQLException {
    Path first = GeneratedFile.write(folder.resolve("first.csv"), 2_000, 1);
    Path second = GeneratedFile.write(folder.resolve("second.csv"), ROWS, 2);
    Path third = GeneratedFile.write(folder.resolve("third.csv"), 3_000, 3);
    Map<String, DatabaseDump> dumps = new HashMap<>();
    UUID product;
    String undone;
    TreeMap<String, Expectation.Value> expected;
    Installations.close();
    try (Installation installation = Installation.up("restore")) {
      Api api = installation.api();
      product = api.newProduct("Gesichert");
      undone = api.importFile(product, first, Map.of()).path("id").asString();
      Api.Answer started =
          api.upload(product, second, Map.of("start", "auto", "overlap", "add", "source", "Zwei"));
      assertThat(started.status()).as(started.body()).isEqualTo(201);
      String running = started.json().path("id").asString();
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> handled(api, running) > ROWS / 10);
      for (String database : DATABASES) {
        try (Connection connection = installation.database(database)) {
          dumps.put(database, DatabaseDump.of(connection));
        }
      }
      assertThat(handled(api, running)).as("the backup lies in the middle").isLessThan(ROWS);
      assertThat(api.awaitEnd(running, SOON).path("status").asString()).isEqualTo("finished");
      api.importFile(product, third, Map.of("overlap", "add", "source", "Drei"));
      undo(api, undone);
      expected = Expectation.told(api.customers(product));
      awaitPublished(installation, product, expected);
    }

    try (Installation down = Installation.start("restore", "--only", "none")) {
      for (String database : DATABASES) {
        try (Connection connection = down.database(database)) {
          Objects.requireNonNull(dumps.get(database)).restore(connection);
        }
      }
    }

    try (Installation installation = Installation.start("restore", "--restored")) {
      Api api = installation.api();
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> assertThat(Expectation.told(api.customers(product))).isEqualTo(expected));
      awaitPublished(installation, product, expected);
      for (String topic : List.of("customer.customers.v1", "customer.values.v1")) {
        assertThat(Published.notNewest(installation.kafka(), topic)).as(topic).isEmpty();
      }
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(
                          api.get(Api.team() + "/imports/" + undone)
                              .json()
                              .at("/run/undo/status")
                              .asString())
                      .isEqualTo("undone"));
      // That the third file was imported is known again, although the backup was older.
      Api.Answer again = api.upload(product, third, Map.of("start", "auto", "source", "Drei"));
      assertThat(again.status()).isEqualTo(409);
      assertThat(again.json().path("code").asString()).isEqualTo("already-imported");
      // What comes next goes on as ever.
      Path fourth = GeneratedFile.write(folder.resolve("fourth.csv"), 500, 4);
      JsonNode next = api.importFile(product, fourth, Map.of("overlap", "add"));
      assertThat(next.path("status").asString()).isEqualTo("finished");
      awaitPublished(installation, product, Expectation.told(api.customers(product)));
    }
  }

  private static long handled(Api api, String importId) {
    return api.get(Api.team() + "/imports/" + importId).json().at("/run/handled").asLong();
  }

  private static void undo(Api api, String importId) {
    String path = Api.team() + "/imports/" + importId + "/undo";
    assertThat(api.post(path, Map.of()).status()).isEqualTo(202);
    await()
        .atMost(SOON)
        .until(() -> api.get(path).json().at("/undo/status").asString("").equals("finished"));
  }

  private static void awaitPublished(
      Installation installation, UUID product, Map<String, Expectation.Value> expected) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> assertThat(Published.values(installation.kafka(), product)).isEqualTo(expected));
  }
}
