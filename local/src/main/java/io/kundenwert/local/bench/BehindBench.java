package io.kundenwert.local.bench;

import io.kundenwert.local.installation.RunFile;
import io.kundenwert.local.launch.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How long a small import takes that is started behind a huge one of another team. */
@Command(
    name = "behind",
    mixinStandardHelpOptions = true,
    description = "Import small files while another team imports a huge one.")
final class BehindBench implements Callable<Integer> {
  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(50);

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "rows of the huge file (${DEFAULT-VALUE})")
  private int rows = 1_000_000;

  @Option(names = "--small", paramLabel = "N", description = "rows of the small ones")
  private int small = 100;

  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path data = options.emptied();
    Path huge = data.resolve("huge.csv");
    new CustomersFile(rows, 1, false).write(huge);
    try (Launcher launcher = options.start()) {
      RunFile run = launcher.describe();
      ProductClient first = new ProductClient(run, run.teamId());
      OtherTeam team = OtherTeam.make(run);
      ProductClient other = new ProductClient(run, team.teamId());
      JsonNode uploaded = first.upload(first.newProduct(), huge);
      first.awaitReady(uploaded);
      first.start(uploaded);
      List<Double> took = new ArrayList<>();
      for (int seed = 2; !ProductClient.hasEnded(first.state(uploaded)); seed++) {
        Thread.sleep(BETWEEN);
        Path file = data.resolve("small-" + seed + ".csv");
        new CustomersFile(small, seed, false).write(file);
        JsonNode upload = other.upload(team.productId().toString(), file);
        long started = System.nanoTime();
        JsonNode state = other.start(upload);
        while (!ProductClient.hasEnded(state)) {
          Thread.sleep(POLL);
          state = other.state(upload);
        }
        took.add((System.nanoTime() - started) / 1e9);
        System.out.printf(Locale.ROOT, "  %d rows in %.2f s%n", small, took.getLast());
      }
      Collections.sort(took);
      System.out.printf(
          Locale.ROOT,
          "%d imports of %d rows behind one of %d: median %.2f s, longest %.2f s%n",
          took.size(),
          small,
          rows,
          took.get(took.size() / 2),
          took.getLast());
    }
    return 0;
  }
}
