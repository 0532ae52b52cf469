package io.kundenwert.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A dry run's counts are those of the run (A4). */
class DryRunIT {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Api api = Installations.shared().api();

  @Test
  void countsEverySampleAsItsImportThenDoes() {
    UUID product = api.newProduct("Probe");
    List<String> files = new ArrayList<>();
    // Twice: the second time over the same customers.
    for (int round = 0; round < 2; round++) {
      for (String file :
          List.of(
              "kunden-excel.csv",
              "stripe-customers.csv",
              "woocommerce-customers.csv",
              "einzelzahlungen.csv",
              "every-defect.csv")) {
        String id =
            api.upload(product, SAMPLES.resolve(file), Map.of("importAgain", "true"))
                .json()
                .path("id")
                .asString();
        String path = Api.team() + "/imports/" + id;
        await().atMost(SOON).until(() -> !status(path).equals("uploaded"));
        if (!status(path).equals("ready")) {
          continue;
        }
        assertThat(api.post(path + "/dry-run", Map.of()).status()).isEqualTo(202);
        await()
            .atMost(SOON)
            .until(() -> api.get(path).json().at("/dryRun/status").asString("").equals("finished"));
        assertThat(api.post(path + "/start", Map.of()).status()).as(file).isEqualTo(200);
        JsonNode end = api.awaitEnd(id, SOON);
        assertThat(end.at("/run/counts").toString())
            .as(file)
            .isEqualTo(end.at("/dryRun/counts").toString());
        assertThat(end.at("/run/sums")).as(file).isEqualTo(end.at("/dryRun/sums"));
        files.add(file);
      }
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(8);
  }

  private String status(String path) {
    return api.get(path).json().path("status").asString("");
  }
}
