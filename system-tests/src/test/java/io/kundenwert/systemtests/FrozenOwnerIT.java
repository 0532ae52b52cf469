package io.kundenwert.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Of two instances that publish customers' states one is frozen again and again, until its
 * partitions are the other's, while people edit, merge and part customers and imports come and are
 * undone. Whatever it had read and not sent when it wakes: the last committed record of a customer
 * is the newest, and of those who are gone it is a tombstone. Only with {@code
 * -Dkundenwert.long=true}: what the customer service's own tests prove of this, they prove with
 * every run.
 */
@Order(1)
@EnabledIfSystemProperty(named = "kundenwert.long", matches = "true")
class FrozenOwnerIT {
  private static final int ROUNDS = 10;

  private static final Duration SOON = Duration.ofMinutes(2);

  private final Api api = Installations.processes().api();
  private final Random random = new Random(4711);
  private final AtomicLong changes = new AtomicLong();

  @TempDir Path folder;

  @Test
  void whoWakesPublishesNothingOld() throws InterruptedException {
    Installation installation = Installations.processes();
    UUID product = api.newProduct("Eingefroren");
    api.importFile(product, GeneratedFile.write(folder.resolve("first.csv"), 600, 11), Map.of());
    List<String> ids = new ArrayList<>();
    api.customers(product).forEach(customer -> ids.add(customer.get("id").asString()));
    try (SecondInstance second = installation.second("customer-service")) {
      await().atMost(SOON).until(() -> publishers(installation) == 2);
      for (int round = 0; round < ROUNDS; round++) {
        AtomicBoolean over = new AtomicBoolean();
        Thread people = Thread.ofPlatform().start(() -> change(product, ids, over));
        Path file = GeneratedFile.write(folder.resolve("round" + round + ".csv"), 300, 100 + round);
        String imported =
            api.importFile(product, file, Map.of("overlap", "add")).get("id").asString();
        awaitChanges(1 + random.nextInt(60));
        second.freeze();
        // Its partitions are another's now, and who is in them was changed once more.
        await().atMost(SOON).until(() -> publishers(installation) == 1);
        awaitChanges(30);
        second.wake();
        await().atMost(SOON).until(() -> publishers(installation) == 2);
        undo(imported);
        over.set(true);
        people.join();
      }
      assertThat(changes.get()).as("changes by people").isGreaterThan(20L * ROUNDS);
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofSeconds(3))
          .untilAsserted(
              () ->
                  assertThat(Published.names(installation.kafka(), product))
                      .isEqualTo(names(product)));
      assertThat(Published.values(installation.kafka(), product))
          .isEqualTo(Expectation.told(api.customers(product)));
      for (String topic : List.of("customer.customers.v1", "customer.values.v1")) {
        assertThat(Published.notNewest(installation.kafka(), topic)).as(topic).isEmpty();
      }
    }
  }

  /** Waits until people have changed so many more. */
  private void awaitChanges(int more) {
    long enough = changes.get() + more;
    await().atMost(SOON).until(() -> changes.get() >= enough);
  }

  /** How many instances publish states. */
  private static int publishers(Installation installation)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", installation.kafka()))) {
      return Objects.requireNonNull(
              admin
                  .describeConsumerGroups(List.of("customer-state"))
                  .all()
                  .get()
                  .get("customer-state"))
          .members()
          .size();
    }
  }

  private TreeMap<String, String> names(UUID product) {
    TreeMap<String, String> names = new TreeMap<>();
    for (JsonNode customer : api.customers(product)) {
      names.put(customer.get("id").asString(), customer.path("name").asString(""));
    }
    return names;
  }

  /** Edits customers, merges pairs of them and parts them again. */
  private void change(UUID product, List<String> ids, AtomicBoolean over) {
    String customers = Api.team() + "/products/" + product + "/customers/";
    Random whom = new Random(random.nextLong());
    while (!over.get()) {
      String one = customers + ids.get(whom.nextInt(ids.size()));
      if (whom.nextInt(8) == 0) {
        Map<String, String> other = Map.of("customerId", ids.get(whom.nextInt(ids.size())));
        if (api.post(one + "/merge", other).status() == 200 && whom.nextBoolean()) {
          api.post(one + "/unmerge", other);
        }
        changes.incrementAndGet();
      } else if (api.patch(one, Map.of("name", "Name " + changes.get())).status() == 200) {
        changes.incrementAndGet();
      }
    }
  }

  private void undo(String importId) {
    String path = Api.team() + "/imports/" + importId + "/undo";
    assertThat(api.post(path, Map.of()).status()).isEqualTo(202);
    await()
        .atMost(SOON)
        .until(() -> api.get(path).json().at("/undo/status").asString("").equals("finished"));
  }
}
