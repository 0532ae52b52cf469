package io.kundenwert.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A8: crashes change nothing. Two files with duplicates are imported side by side, once undisturbed
 * and once while import worker and customer service are killed at random moments, broker and
 * database are killed too, and the database is frozen; totals, counts, fields and published states
 * are the same.
 */
@Order(1)
class CrashIT {
  private static final boolean LONG = Boolean.getBoolean("kundenwert.long");
  private static final int ROWS = LONG ? 200_000 : 20_000;
  private static final int KILLS = LONG ? 10 : 2;
  private static final Duration FROZEN = Duration.ofSeconds(LONG ? 120 : 15);
  private static final Duration PATIENCE = Duration.ofMinutes(LONG ? 20 : 6);

  private final Random random = new Random(Long.getLong("kundenwert.seed", 4711));

  @TempDir Path folder;

  /** What happens to a running installation. */
  private enum Mishap {
    IMPORT_WORKER_KILLED,
    CUSTOMER_SERVICE_KILLED,
    BROKER_KILLED,
    DATABASE_KILLED,
    DATABASE_FROZEN
  }

  @Test
  void mishapsLoseNothingAndCountNothingTwice() {
    Path file = GeneratedFile.write(folder.resolve("customers.csv"), ROWS, 42);
    Path other = GeneratedFile.write(folder.resolve("others.csv"), ROWS / 4, 43);
    Expectation expected = GeneratedFile.expectation(file);
    Expectation expectedOfOther = GeneratedFile.expectation(other);
    Installation installation = Installations.processes();
    Api api = installation.api();
    UUID undisturbed = api.newProduct("Undisturbed");
    JsonNode calm = api.importFile(undisturbed, file, Map.of());
    assertThat(calm.path("status").asString()).isEqualTo("finished");

    UUID disturbed = api.newProduct("Disturbed");
    OtherTeam beside = OtherTeam.in(installation);
    String shaken = start(api, disturbed, file);
    String shakenToo = start(beside.api(), beside.product(), other);
    shake(installation, shaken);
    JsonNode end = api.awaitEnd(shaken, PATIENCE);
    assertThat(end.path("status").asString()).as("%s", end).isEqualTo("finished");
    assertThat(beside.api().awaitEnd(shakenToo, PATIENCE).path("status").asString())
        .isEqualTo("finished");

    assertThat(end.get("run").get("counts")).isEqualTo(calm.get("run").get("counts"));
    assertThat(fields(api, disturbed)).isEqualTo(fields(api, undisturbed));
    assertThat(Expectation.told(api.customers(undisturbed))).isEqualTo(expected.customers);
    assertThat(Expectation.told(api.customers(disturbed))).isEqualTo(expected.customers);
    assertThat(Expectation.told(beside.api().customers(beside.product())))
        .isEqualTo(expectedOfOther.customers);
    awaitPublished(installation, disturbed, expected.customers);
    awaitPublished(installation, undisturbed, expected.customers);
    awaitPublished(installation, beside.product(), expectedOfOther.customers);
  }

  /** What the list says of each customer beside the amounts, by address. */
  private static Map<String, List<String>> fields(Api api, UUID product) {
    Map<String, List<String>> fields = new TreeMap<>();
    for (JsonNode customer : api.customers(product)) {
      fields.put(
          customer.path("email").asString(),
          List.of(
              customer.path("name").asString(""),
              customer.path("company").asString(""),
              customer.path("priority").asString(""),
              customer.path("monthly").toString()));
    }
    return fields;
  }

  private static String start(Api api, UUID product, Path file) {
    // A team and product that were made a moment ago may not be known yet.
    Api.Answer answer =
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> api.upload(product, file, Map.of("start", "auto")),
                it -> it.status() != 404 && it.status() != 503);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json().get("id").asString();
  }

  /** One mishap after the other, each at a random moment of its stretch of the import. */
  private void shake(Installation installation, String importId) {
    List<Mishap> mishaps = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      mishaps.add(kill % 2 == 0 ? Mishap.CUSTOMER_SERVICE_KILLED : Mishap.IMPORT_WORKER_KILLED);
    }
    mishaps.add(Mishap.BROKER_KILLED);
    mishaps.add(Mishap.DATABASE_KILLED);
    mishaps.add(Mishap.DATABASE_FROZEN);
    Collections.shuffle(mishaps, random);
    long stretch = (long) (ROWS * 0.8 / mishaps.size());
    for (int i = 0; i < mishaps.size(); i++) {
      awaitWritten(installation.api(), importId, i * stretch + random.nextLong(stretch));
      System.out.println("Mishap: " + mishaps.get(i));
      happen(installation, mishaps.get(i));
    }
  }

  private static void happen(Installation installation, Mishap mishap) {
    switch (mishap) {
      case IMPORT_WORKER_KILLED -> installation.killAndAwait("import-service");
      case CUSTOMER_SERVICE_KILLED -> installation.killAndAwait("customer-service");
      case BROKER_KILLED -> installation.killEngine("kafka");
      case DATABASE_KILLED -> installation.killEngine("postgres");
      case DATABASE_FROZEN -> installation.freezeDatabase(FROZEN);
    }
  }

  /** Waits until so many rows are written, and makes sure that not all are. */
  private static void awaitWritten(Api api, String importId, long rows) {
    JsonNode reached =
        Awaitility.await(rows + " rows written")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(50))
            .ignoreExceptions()
            .until(
                () -> api.get(Api.team() + "/imports/" + importId).json(),
                state -> state.get("run").get("handled").asLong() >= rows);
    assertThat(reached.get("status").asString())
        .as("it happens in the middle")
        .isIn("publishing", "merging", "starting");
  }

  /** Waits until the last committed record of every customer says what is expected. */
  private static void awaitPublished(
      Installation installation, UUID product, Map<String, Expectation.Value> expected) {
    Awaitility.await("published state")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(5))
        .untilAsserted(
            () -> assertThat(Published.values(installation.kafka(), product)).isEqualTo(expected));
  }
}
