package io.kundenwert.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Imports that overlap are taken back in either order (A9). */
class UndoIT {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Api api = Installations.shared().api();

  @Test
  void whatIsLeftIsWhatTheOtherImportAloneWouldHaveMade() {
    Path excel = SAMPLES.resolve("kunden-excel.csv");
    Path payments = SAMPLES.resolve("einzelzahlungen.csv");
    UUID onlyPayments = api.newProduct("Nur Zahlungen");
    api.importFile(onlyPayments, payments, Map.of("source", "Zahlungen"));
    UUID product = api.newProduct("Beides");
    String first = id(api.importFile(product, excel, Map.of("source", "Excel")));
    api.importFile(product, payments, Map.of("source", "Zahlungen"));
    String again =
        id(api.importFile(product, excel, Map.of("source", "Excel", "importAgain", "true")));

    JsonNode look = undo(first, true);
    JsonNode done = undo(first, false);
    assertThat(counts(done)).isEqualTo(counts(look));
    assertThat(done.path("gone").asLong()).as("the same customers came again").isZero();
    assertThat(undo(again, false).path("gone").asLong()).isPositive();

    assertThat(Expectation.told(api.customers(product)))
        .isEqualTo(Expectation.told(api.customers(onlyPayments)));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        api.get(Api.team() + "/imports/" + again)
                            .json()
                            .at("/run/undo/status")
                            .asString())
                    .isEqualTo("undone"));
    // The content may come again.
    api.importFile(product, excel, Map.of("source", "Excel"));
  }

  private static String id(JsonNode importState) {
    return importState.path("id").asString();
  }

  private static List<Long> counts(JsonNode state) {
    return List.of(
        state.path("customers").asLong(),
        state.path("reversed").asLong(),
        state.path("gone").asLong(),
        state.path("kept").asLong(),
        state.path("failed").asLong());
  }

  /** Undoes an import, or looks at what that would do; the report. */
  private JsonNode undo(String importId, boolean dryRun) {
    String path = Api.team() + "/imports/" + importId + "/undo";
    assertThat(api.post(path, Map.of("dryRun", dryRun)).status()).isEqualTo(202);
    Supplier<JsonNode> report = () -> api.get(path).json().path(dryRun ? "dryRun" : "undo");
    await().atMost(SOON).until(() -> report.get().path("status").asString("").equals("finished"));
    return report.get();
  }
}
