package io.kundenwert.local.cli;

import io.kundenwert.local.installation.RunFile;
import io.kundenwert.local.postgres.PostgresServer;
import io.kundenwert.local.process.Signals;
import io.kundenwert.local.process.Supervised.EndSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends an installation from elsewhere. */
@Command(name = "down", description = "End what runs on a data folder.")
final class DownCommand implements Callable<Integer> {

  private static final List<EndSignal> PATIENTLY =
      List.of(new EndSignal("TERM", Duration.ofSeconds(90)));

  @Option(names = "--data", paramLabel = "DIR", description = "folder of the installation")
  private Path data = Home.folder().resolve("data");

  @Override
  public Integer call() {
    Path folder = data.toAbsolutePath().normalize();
    Optional<RunFile> running = RunFile.read(folder).filter(RunFile::launcherLives);
    if (running.isPresent()) {
      System.out.println("Ending Kundenwert on " + folder + " ...");
      ProcessHandle.of(running.get().pid()).ifPresent(process -> Signals.end(process, PATIENTLY));
      endLeftOver(folder);
      System.out.println("Ended. The data is kept.");
    } else if (endLeftOver(folder)) {
      System.out.println("Ended what a previous run had left on " + folder + ". The data is kept.");
    } else {
      System.out.println("Nothing runs on " + folder + ".");
    }
    return 0;
  }

  private static boolean endLeftOver(Path folder) {
    Optional<ProcessHandle> left =
        PostgresServer.leftOver(folder.resolve("postgres").resolve("18"));
    left.ifPresent(
        process -> Signals.end(process, List.of(new EndSignal("INT", Duration.ofSeconds(30)))));
    return left.isPresent();
  }
}
