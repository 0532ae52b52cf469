package io.kundenwert.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends signals that the JDK has no method for, and waits for their effect. */
public final class Signals {

  private Signals() {}

  /**
   * Asks a process to end, more and more firmly; what is left in the end is killed.
   *
   * @param process the process
   * @param signals signals in order, each with its patience
   */
  public static void end(ProcessHandle process, List<Supervised.EndSignal> signals) {
    for (Supervised.EndSignal signal : signals) {
      if (!process.isAlive()) {
        return;
      }
      send(process.pid(), signal.signal());
      if (endsWithin(process, signal.patience())) {
        return;
      }
    }
    process.destroyForcibly();
    endsWithin(process, Duration.ofSeconds(10));
  }

  /** Sends a signal by its name, for example {@code INT}. A process that is gone is no error. */
  public static void send(long pid, String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until a process is gone; false if it still lives after that time. */
  public static boolean endsWithin(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
