package io.kundenwert.local.cli;

import io.kundenwert.local.bench.CustomersFile;
import io.kundenwert.local.demo.Demo;
import io.kundenwert.local.launch.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Starts everything once, does the main job on generated rows and ends: the JVM that runs this
 * writes down which classes were needed and which methods were hot, and later starts begin with
 * that.
 */
@Command(name = "train", hidden = true, description = "Start once for the AOT cache.")
final class TrainCommand implements Callable<Integer> {
  private static final int ROWS = 30_000;

  @Mixin private LaunchOptions options = new LaunchOptions();

  @Override
  public Integer call() throws IOException {
    Path file = Files.createTempFile("kundenwert-rehearsal", ".csv");
    try (Launcher launcher =
        Launcher.start(options.settings(), new ConsoleProgress(System.out), Clock.systemUTC())) {
      new CustomersFile(ROWS, 1, false).write(file);
      new Demo(System.out).run(launcher.describe(), file);
      return launcher.describe().readyAfterMillis() == null ? 1 : 0;
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
