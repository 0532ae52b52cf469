package io.kundenwert.systemtests;

import org.jspecify.annotations.Nullable;

/**
 * The installations that tests share. One runs at a time: who needs another kind ends the one
 * before, so tests that break processes are {@code @Order(1)} and run first.
 */
final class Installations {
  private static @Nullable Installation running;
  private static boolean inProcesses;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Installations::close));
  }

  private Installations() {}

  /** Everything in one process, for tests that break nothing. */
  static synchronized Installation shared() {
    if (running == null || inProcesses) {
      close();
      running = Installation.up("shared");
      inProcesses = false;
    }
    return running;
  }

  /**
   * A process for each service, for tests that break them. Few rows are in flight, so that an
   * import lasts long enough to be interrupted in its middle.
   */
  static synchronized Installation processes() {
    if (running == null || !inProcesses) {
      close();
      running =
          Installation.up(
              "processes",
              "--processes",
              "--jvm-option=-Dkundenwert.runs.in-flight=3000",
              "--jvm-option=-Dkundenwert.runs.chunk-rows=1000",
              "--jvm-option=-Dkundenwert.merge.stalled-after=10s");
      inProcesses = true;
    }
    return running;
  }

  /** None, for a test that has one of its own. */
  static synchronized void close() {
    if (running != null) {
      running.close();
      running = null;
    }
  }
}
