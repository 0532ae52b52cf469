package io.kundenwert.local.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./kundenwert bench}: measures, and prints what it measured. */
@Command(
    name = "bench",
    description = "Measure on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {ImportBench.class, LiveBench.class, BehindBench.class})
public final class Bench {
  private Bench() {}

  /** Runs a benchmark and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }
}
