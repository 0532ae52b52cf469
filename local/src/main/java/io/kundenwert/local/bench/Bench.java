package io.kundenwert.local.bench;

import io.kundenwert.local.installation.RunFile;
import io.kundenwert.local.launch.LaunchSettings;
import io.kundenwert.local.launch.Launcher;
import io.kundenwert.local.launch.Progress;
import io.kundenwert.local.services.ServiceDefinition;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./kundenwert bench}: measures, and prints what it measured. */
@Command(
    name = "bench",
    description = "Measure on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = Bench.Import.class)
public final class Bench {
  private Bench() {}

  /** Runs a benchmark and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  private static final class Printed implements Progress {
    @Override
    public void done(String what, long millis) {
      System.out.println(what);
    }

    @Override
    public void note(String what) {
      System.out.println(what);
    }
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description =
          "Import a generated file and a second one over the same customers, and let PostgreSQL"
              + " alone merge the same rows on the same server.")
  static final class Import implements Callable<Integer> {
    @Option(
        names = "--rows",
        paramLabel = "N",
        description = "rows of each file (${DEFAULT-VALUE})")
    private int rows = 1_000_000;

    @Option(names = "--seed", paramLabel = "N", description = "decides every value")
    private long seed = 1;

    @Option(names = "--heap", paramLabel = "SIZE", description = "heap of each service")
    private String heap = "256m";

    @Option(names = "--port", paramLabel = "N", description = "port of the gateway")
    private int port = 18_080;

    @Option(names = "--data", paramLabel = "DIR", description = "folder to work in; it is emptied")
    private Path data = Path.of("target", "bench").toAbsolutePath();

    @Option(names = "--heap-of", paramLabel = "SERVICE=SIZE", description = "heap of one process")
    private Map<String, String> heaps = Map.of();

    @Option(names = "--jvm-option", paramLabel = "OPTION", description = "option of each process")
    private List<String> jvmOptions = List.of();

    @Option(names = "--undo", description = "undo both imports afterwards, and measure that")
    private boolean undo;

    @Option(names = "--postgres-setting", paramLabel = "NAME=VALUE")
    private Map<String, String> postgresSettings = Map.of();

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
      empty(data);
      Path file1 = data.resolve("customers-1.csv");
      Path file2 = data.resolve("customers-2.csv");
      new CustomersFile(rows, seed, false).write(file1);
      new CustomersFile(rows, seed, true).write(file2);
      LaunchSettings settings =
          new LaunchSettings(
              data.resolve("installation"),
              port,
              "127.0.0.1",
              true,
              heap,
              heaps,
              jvmOptions,
              postgresSettings,
              Set.of(ServiceDefinition.values()),
              "");
      try (Launcher launcher = Launcher.start(settings, new Printed(), Clock.systemUTC())) {
        RunFile run = launcher.describe();
        ProductClient client = new ProductClient(run);
        String product = client.newProduct();
        ProductClient.Imported first;
        ProductClient.Imported second;
        Map<String, Long> peaks;
        try (HeapWatch heaps = new HeapWatch(run)) {
          first = client.importFile(product, file1);
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
        System.out.println("peak heap used:");
        peaks.forEach(
            (service, bytes) -> System.out.printf("  %-22s %4d MB%n", service, bytes >> 20));
        String database = "jdbc:postgresql://127.0.0.1:" + run.postgres().port() + "/";
        long imported =
            Floor.net(
                database + "kundenwert_customer", run.postgres().user(), run.postgres().password());
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

    private void report(String what, ProductClient.Imported imported, Duration floor) {
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
      System.out.printf(
          Locale.ROOT, "  floor   %.1f s, %.0f rows/s%n", seconds(floor), rows / seconds(floor));
      System.out.printf(Locale.ROOT, "  ratio %.2f%n", seconds(imported.run()) / seconds(floor));
    }

    private static int different(long product, long floor) {
      System.out.println("The sums differ: product " + product + ", floor " + floor);
      return 1;
    }

    private static double seconds(Duration duration) {
      return duration.toNanos() / 1e9;
    }

    private static void empty(Path folder) throws IOException {
      if (Files.exists(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
      Files.createDirectories(folder);
    }
  }
}
