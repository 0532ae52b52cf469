package io.kundenwert.local.bench;

import io.kundenwert.local.launch.LaunchSettings;
import io.kundenwert.local.launch.Launcher;
import io.kundenwert.local.launch.Progress;
import io.kundenwert.local.services.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What every benchmark works with: an installation of its own, with a process per service. */
final class BenchOptions {
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

  @Option(names = "--postgres-setting", paramLabel = "NAME=VALUE")
  private Map<String, String> postgresSettings = Map.of();

  /** The folder to work in, emptied. */
  Path emptied() throws IOException {
    if (Files.exists(data)) {
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(data);
  }

  /** Starts the installation. */
  Launcher start() {
    return Launcher.start(
        new LaunchSettings(
            data.resolve("installation"),
            port,
            "127.0.0.1",
            "",
            true,
            heap,
            heaps,
            jvmOptions,
            postgresSettings,
            Set.of(ServiceDefinition.values()),
            ""),
        new Printed(),
        Clock.systemUTC());
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
}
