package io.kundenwert.local.cli;

import io.kundenwert.local.launch.Progress;
import java.io.PrintStream;
import java.util.Locale;

/** Prints a line for each step of a start. */
final class ConsoleProgress implements Progress {

  private final PrintStream out;

  ConsoleProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void done(String what, long millis) {
    out.println(String.format(Locale.ROOT, "  %-28s ready after %4.1f s", what, millis / 1000.0));
  }

  @Override
  public synchronized void note(String what) {
    out.println("  " + what);
  }
}
