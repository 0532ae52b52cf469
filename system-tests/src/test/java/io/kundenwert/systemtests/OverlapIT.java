package io.kundenwert.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Exports that overlap count nothing twice by accident, through the whole system (A8). */
class OverlapIT {
  private final Api api = Installations.shared().api();

  @TempDir Path folder;

  /** Customers from one number to another, each with the number plus something as their spend. */
  private Path file(int from, int to, int more) throws IOException {
    return Files.writeString(
        folder.resolve("%d-%d-%d.csv".formatted(from, to, more)),
        IntStream.rangeClosed(from, to)
            .mapToObj(i -> "k%d@example.com;Kunde %d;%d,25 €".formatted(i, i, i + more))
            .collect(Collectors.joining("\n", "E-Mail;Name;Gesamtausgaben\n", "\n")));
  }

  private JsonNode refused(UUID product, Path file) {
    Api.Answer answer = api.upload(product, file, Map.of("start", "auto"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(409);
    assertThat(answer.json().path("code").asString()).isEqualTo("overlap");
    return answer.json().path("params");
  }

  private Map<String, Expectation.Value> customers(UUID product) {
    return Expectation.told(api.customers(product));
  }

  @Test
  void onlyNewRowsCount() throws IOException {
    UUID product = api.newProduct("Nur Neue");
    api.importFile(product, file(1, 60, 0), Map.of());
    JsonNode question = refused(product, file(31, 100, 0));
    assertThat(question.path("rows").asLong()).isEqualTo(70);
    assertThat(question.path("identicalRows").asLong()).isEqualTo(30);
    JsonNode done = api.importFile(product, file(31, 100, 0), Map.of("overlap", "only-new"));
    assertThat(done.at("/run/counts/created").asLong()).isEqualTo(40);
    assertThat(done.at("/run/counts/rejectedByCode/row-known").asLong()).isEqualTo(30);

    UUID atOnce = api.newProduct("Auf einmal");
    api.importFile(atOnce, file(1, 100, 0), Map.of());
    assertThat(customers(product)).isEqualTo(customers(atOnce));
  }

  @Test
  void aFileThatReplacesAnotherLeavesWhatItAloneWouldHaveMade() throws IOException {
    UUID product = api.newProduct("Ersetzt");
    String first = api.importFile(product, file(1, 60, 0), Map.of()).path("id").asString();
    JsonNode question = refused(product, file(11, 50, 5));
    assertThat(question.path("identicalRows").asLong()).as("every amount has grown").isZero();
    assertThat(question.path("knownAddresses").asLong()).isEqualTo(40);
    assertThat(question.path("addresses").asLong()).isEqualTo(40);
    api.importFile(product, file(11, 50, 5), Map.of("overlap", "replace", "replaces", first));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                api.get(Api.team() + "/imports/" + first)
                    .json()
                    .at("/run/undo/status")
                    .asString("")
                    .equals("undone"));

    UUID alone = api.newProduct("Allein");
    api.importFile(alone, file(11, 50, 5), Map.of());
    assertThat(customers(product)).isEqualTo(customers(alone));
  }

  @Test
  void totalsToDateReplaceEachOtherWithoutAQuestion() throws IOException {
    UUID product = api.newProduct("Gesamtstände");
    api.importFile(product, file(1, 60, 0), Map.of("amounts", "totals"));
    api.importFile(product, file(1, 60, 5), Map.of("amounts", "totals"));
    UUID alone = api.newProduct("Letzter Stand");
    api.importFile(alone, file(1, 60, 5), Map.of());
    assertThat(customers(product)).isEqualTo(customers(alone));
  }
}
