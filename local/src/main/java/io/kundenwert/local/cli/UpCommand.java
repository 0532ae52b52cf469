package io.kundenwert.local.cli;

import io.kundenwert.local.installation.RunFile;
import io.kundenwert.local.launch.LaunchSettings;
import io.kundenwert.local.launch.Launcher;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts an installation and keeps it running. */
@Command(name = "up", description = "Start everything and keep it running until Ctrl-C.")
final class UpCommand implements Callable<Integer> {

  @Mixin private LaunchOptions options = new LaunchOptions();

  @Option(
      names = "--restored",
      description = "the databases were restored from a backup: bring them in line with the topics")
  private boolean restored;

  @Override
  public Integer call() throws InterruptedException {
    LaunchSettings settings = options.settings(restored ? Instant.now().toString() : "");
    Started.announce(System.out, settings);
    Launcher launcher =
        Launcher.start(settings, new ConsoleProgress(System.out), Clock.systemUTC());
    RunFile run = launcher.describe();
    System.out.println();
    Started.howToUse(System.out, run);
    System.out.println();
    System.out.println("Running. End it with Ctrl-C, or with ./kundenwert down from elsewhere.");
    awaitEnd();
    return 0;
  }

  /** Until a signal comes; the launcher's shutdown hook then ends everything. */
  static void awaitEnd() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
