package io.kundenwert.local.cli;

import io.kundenwert.local.installation.CannotStart;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The entrance behind {@code ./kundenwert}. Exit codes: 0 done, 1 failed, 2 wrong use, 70 cannot
 * start.
 */
@Command(
    name = "kundenwert",
    description = "Kundenwert on one machine.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      AuditCommand.class,
      ServiceCommand.class,
      TrainCommand.class
    })
public final class Kundenwert {

  /** The person can do something about it; the message says what. */
  static final int CANNOT_START = 70;

  private Kundenwert() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    CommandLine commandLine = new CommandLine(new Kundenwert());
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof CannotStart) {
            System.err.println();
            System.err.println(failure.getMessage());
            return CANNOT_START;
          }
          LoggerFactory.getLogger(Kundenwert.class).error("Unexpected", failure);
          System.err.println();
          System.err.println("Something unexpected happened: " + failure);
          System.err.println("The whole story is in the file launcher.log below the data folder.");
          return CommandLine.ExitCode.SOFTWARE;
        });
    System.exit(commandLine.execute(arguments));
  }
}
