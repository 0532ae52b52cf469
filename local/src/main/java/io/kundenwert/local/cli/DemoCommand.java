package io.kundenwert.local.cli;

import io.kundenwert.local.launch.Launcher;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job on the shipped sample. */
@Command(name = "demo", description = "Start everything and import the sample file.")
final class DemoCommand implements Callable<Integer> {

  @Mixin private LaunchOptions options = new LaunchOptions();

  @Option(names = "--exit", description = "end after the result")
  private boolean exit;

  @Override
  public Integer call() throws InterruptedException {
    Started.announce(System.out, options.settings());
    try (Launcher launcher =
        Launcher.start(options.settings(), new ConsoleProgress(System.out), Clock.systemUTC())) {
      if (!exit) {
        UpCommand.awaitEnd();
      }
      return 0;
    }
  }
}
