package io.kundenwert.local.bench;

import io.kundenwert.local.installation.RunFile;
import io.kundenwert.local.launch.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast files are imported, beside what PostgreSQL alone needs. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Import a generated file and a second one over the same customers, and let PostgreSQL"
            + " alone merge the same rows on the same server.")
final class ImportBench implements Callable<Integer> {
  @Option(names = "--rows", paramLabel = "N", description = "rows of each file (${DEFAULT-VALUE})")
  private int rows = 1_000_000;

  @Option(names = "--seed", paramLabel = "N", description = "decides every value")
  private long seed = 1;

  @Option(
      names = "--first-only",
      description = "import the file of new customers alone, and compare it with nothing")
  private boolean firstOnly;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "rows that another product imports before, so that code is compiled as in a system that"
              + " runs (${DEFAULT-VALUE}); 0 measures cold processes")
  private int warmUp = 100_000;

  @Option(names = "--undo", description = "undo both imports afterwards, and measure that")
  private boolean undo;

  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Path data = options.emptied();
    Path file1 = data.resolve("customers-1.csv");
    Path file2 = data.resolve("customers-2.csv");
    new CustomersFile(rows, seed, false).write(file1);
    if (!firstOnly) {
      new CustomersFile(rows, seed, true).write(file2);
    }
    try (Launcher launcher = options.start()) {
      RunFile run = launcher.describe();
      ProductClient client = new ProductClient(run, run.teamId());
      warmUp(client, data.resolve("warm-up.csv"));
      String product = client.newProduct();
      ProductClient.Imported first;
      ProductClient.Imported second;
      Map<String, Long> peaks;
      try (HeapWatch heaps = new HeapWatch(run)) {
        first = client.importFile(product, file1);
        if (firstOnly) {
          System.out.println();
          System.out.printf("%d rows, file of %d MB%n", rows, Files.size(file1) >> 20);
          report("new customers", first);
          report(heaps.peaks());
          return 0;
        }
        second = client.importFile(product, file2);
        peaks = heaps.peaks();
      }
      Floor floor =
          new Floor(
              "jdbc:postgresql://127.0.0.1:" + run.postgres().port() + "/",
              run.postgres().user(),
              run.postgres().password());
      Duration floor1 = floor.merge(new CustomersFile(rows, seed, false));
      Duration floor2 = floor.merge(new CustomersFile(rows, seed, true));

      System.out.println();
      System.out.printf("%d rows, file of %d MB%n", rows, Files.size(file1) >> 20);
      report("new customers", first, floor1);
      report("same customers", second, floor2);
      report(peaks);
      String database = "jdbc:postgresql://127.0.0.1:" + run.postgres().port() + "/";
      long imported =
          Floor.net(
              database + "kundenwert_customer",
              run.postgres().user(),
              run.postgres().password(),
              product);
      if (imported != floor.net()) {
        return different(imported, floor.net());
      }
      if (undo) {
        report("undo of the second file", client.undo(second), second);
        report("undo of the first file", client.undo(first), first);
      }
      return 0;
    }
  }

  private void warmUp(ProductClient client, Path file) throws IOException, InterruptedException {
    if (warmUp > 0) {
      new CustomersFile(warmUp, seed + 1, false).write(file);
      ProductClient.Imported imported = client.importFile(client.newProduct(), file);
      System.out.printf(
          Locale.ROOT, "warmed up with %d rows in %.1f s%n", warmUp, seconds(imported.run()));
    }
  }

  private static void report(
      String what, ProductClient.Undone undone, ProductClient.Imported imported) {
    System.out.println();
    System.out.println(what + ":");
    System.out.println("  report  " + undone.report());
    System.out.print("  processor seconds");
    undone
        .processors()
        .forEach((name, used) -> System.out.printf(Locale.ROOT, "  %s %.1f", name, used));
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "  took %.1f s, %.2f of its import%n",
        seconds(undone.took()),
        seconds(undone.took()) / seconds(imported.run()));
  }

  private static void report(Map<String, Long> peaks) {
    System.out.println("peak heap used:");
    peaks.forEach((service, bytes) -> System.out.printf("  %-22s %4d MB%n", service, bytes >> 20));
  }

  private void report(String what, ProductClient.Imported imported, Duration floor) {
    report(what, imported);
    System.out.printf(
        Locale.ROOT, "  floor   %.1f s, %.0f rows/s%n", seconds(floor), rows / seconds(floor));
    System.out.printf(Locale.ROOT, "  ratio %.2f%n", seconds(imported.run()) / seconds(floor));
  }

  private void report(String what, ProductClient.Imported imported) {
    if (!imported.state().path("status").asString().equals("finished")) {
      throw new IllegalStateException("Not finished: " + imported.state());
    }
    System.out.println();
    System.out.println(what + ":");
    System.out.println("  counts  " + imported.state().path("run").path("counts"));
    System.out.printf(
        Locale.ROOT,
        "  preview %.2f s after the upload began, ready to start %.2f s later%n",
        seconds(imported.preview()),
        seconds(imported.ready()));
    System.out.printf(
        Locale.ROOT,
        "  states published and search filled %.1f s after the end%n",
        seconds(imported.followers()));
    System.out.print("  processor seconds");
    imported
        .processors()
        .forEach((name, used) -> System.out.printf(Locale.ROOT, "  %s %.1f", name, used));
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "  product %.1f s, %.0f rows/s%n",
        seconds(imported.run()),
        rows / seconds(imported.run()));
  }

  private static int different(long product, long floor) {
    System.out.println("The sums differ: product " + product + ", floor " + floor);
    return 1;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
