package io.kundenwert.local.cli;

import io.kundenwert.local.installation.RunFile;
import io.kundenwert.local.launch.Health;
import io.kundenwert.local.postgres.PostgresServer;
import io.kundenwert.local.process.Memory;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what runs, how it is and what memory it takes. Exit code 1 if not everything is well. */
@Command(name = "status", description = "Say what runs on a data folder.")
final class StatusCommand implements Callable<Integer> {

  @Option(names = "--data", paramLabel = "DIR", description = "folder of the installation")
  private Path data = Home.folder().resolve("data");

  @Override
  public Integer call() {
    Path folder = data.toAbsolutePath().normalize();
    Optional<RunFile> running = RunFile.read(folder).filter(RunFile::launcherLives);
    if (running.isEmpty()) {
      System.out.println("Not running on " + folder + ".");
      PostgresServer.leftOver(folder.resolve("postgres").resolve("18"))
          .ifPresent(
              process ->
                  System.out.println(
                      "PostgreSQL (process "
                          + process.pid()
                          + ") is left from a run that was ended hard; the next start or"
                          + " ./kundenwert down ends it."));
      return 1;
    }
    return print(System.out, running.get(), folder) ? 0 : 1;
  }

  private static boolean print(PrintStream out, RunFile run, Path folder) {
    out.printf(
        Locale.ROOT,
        "Kundenwert is %s on %s, %s%n",
        run.state(),
        run.url(),
        run.mode().equals(RunFile.PROCESSES) ? "a process per service" : "all in one JVM");
    out.println("Data in " + folder);
    out.println("Mails: " + run.mailbox());
    out.println("Sign-in: " + run.login().email() + ", password " + run.login().password());
    out.println("API key: " + run.apiKey());
    Long readyAfter = run.readyAfterMillis();
    if (readyAfter != null) {
      Duration since = Duration.between(run.startedAt(), Clock.systemUTC().instant());
      out.printf(
          Locale.ROOT,
          "Started %s ago, everything was healthy after %.1f s%n",
          readable(since),
          readyAfter / 1000.0);
    }
    out.println();
    out.printf("  %-22s %-8s %8s %8s %9s %9s%n", "", "", "process", "port", "memory", "restarts");
    boolean well = true;
    try (Health health = new Health()) {
      for (RunFile.Service service : run.services()) {
        boolean ready = health.isReady(service.url());
        well &= ready;
        line(out, service.name(), ready, service.pid(), service.port(), run, service.restarts());
      }
    }
    int kafkaPort = Integer.parseInt(run.kafka().bootstrap().replaceAll(".*:", ""));
    boolean kafka = run.kafka().pid() != 0;
    line(out, "Kafka", kafka, run.kafka().pid(), kafkaPort, run, run.kafka().restarts());
    RunFile.Postgres postgres = run.postgres();
    boolean database = postgres.pid() != 0;
    line(out, "PostgreSQL", database, postgres.pid(), postgres.port(), run, postgres.restarts());
    if (run.mode().equals(RunFile.ONE_JVM)) {
      out.printf("  %-22s %-8s %8d %8s %9s%n", "the JVM", "", run.pid(), "", memory(run.pid()));
    } else {
      out.printf("  %-22s %-8s %8d %8s %9s%n", "launcher", "", run.pid(), "", memory(run.pid()));
    }
    long total = ProcessHandle.of(run.pid()).map(Memory::ofTree).orElse(0L);
    out.printf("%n  Memory in all: %s%n", megabytes(total));
    return well && kafka && database;
  }

  private static void line(
      PrintStream out, String name, boolean ready, long pid, int port, RunFile run, int restarts) {
    boolean inside = pid == run.pid();
    out.printf(
        "  %-22s %-8s %8s %8d %9s %9s%n",
        name,
        ready ? "ready" : "down",
        inside || pid == 0 ? "" : Long.toString(pid),
        port,
        inside || pid == 0 ? "" : treeMemory(pid),
        restarts == 0 ? "" : Integer.toString(restarts));
  }

  private static String treeMemory(long pid) {
    return megabytes(ProcessHandle.of(pid).map(Memory::ofTree).orElse(0L));
  }

  private static String memory(long pid) {
    return megabytes(ProcessHandle.of(pid).map(Memory::of).orElse(0L));
  }

  private static String megabytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }

  private static String readable(Duration duration) {
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }
}
