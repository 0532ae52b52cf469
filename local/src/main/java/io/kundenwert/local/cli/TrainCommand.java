package io.kundenwert.local.cli;

import io.kundenwert.local.launch.Launcher;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Starts everything once and ends: the JVM that runs this writes down which classes a start needs,
 * and later starts load them at once.
 */
@Command(name = "train", hidden = true, description = "Start once for the AOT cache.")
final class TrainCommand implements Callable<Integer> {

  @Mixin private LaunchOptions options = new LaunchOptions();

  @Override
  public Integer call() {
    try (Launcher launcher =
        Launcher.start(options.settings(), new ConsoleProgress(System.out), Clock.systemUTC())) {
      return launcher.describe().readyAfterMillis() == null ? 1 : 0;
    }
  }
}
