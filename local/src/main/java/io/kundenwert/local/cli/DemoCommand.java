package io.kundenwert.local.cli;

import io.kundenwert.local.demo.Demo;
import io.kundenwert.local.demo.DemoFailed;
import io.kundenwert.local.installation.RunFile;
import io.kundenwert.local.launch.Launcher;
import java.nio.file.Path;
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
    Path sample = Home.folder().resolve("samples").resolve("kunden-excel.csv");
    Started.announce(System.out, options.settings());
    try (Launcher launcher =
        Launcher.start(options.settings(), new ConsoleProgress(System.out), Clock.systemUTC())) {
      RunFile run = launcher.describe();
      System.out.println();
      new Demo(System.out).run(run, sample);
      System.out.println();
      Started.howToUse(System.out, run);
      if (!exit) {
        System.out.println();
        System.out.println("Running. End it with Ctrl-C; the data is kept.");
        UpCommand.awaitEnd();
      }
      return 0;
    } catch (DemoFailed failure) {
      System.err.println();
      System.err.println(failure.getMessage());
      System.err.println("The log files are in " + options.settings().data().resolve("logs"));
      return 1;
    }
  }
}
