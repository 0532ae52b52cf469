package io.kundenwert.systemtests;

/** The installations that tests share. */
final class Installations {
  private Installations() {}

  /** Everything in one process, for tests that break nothing. */
  static Installation shared() {
    return Shared.INSTALLATION;
  }

  /**
   * A process for each service, for tests that break them. Few rows are in flight, so that an
   * import lasts long enough to be interrupted in its middle.
   */
  static Installation processes() {
    return Processes.INSTALLATION;
  }

  private static Installation closed(Installation installation) {
    Runtime.getRuntime().addShutdownHook(new Thread(installation::close));
    return installation;
  }

  private static final class Shared {
    static final Installation INSTALLATION = closed(Installation.up("shared"));
  }

  private static final class Processes {
    static final Installation INSTALLATION =
        closed(
            Installation.up(
                "processes",
                "--processes",
                "--jvm-option=-Dkundenwert.runs.in-flight=3000",
                "--jvm-option=-Dkundenwert.runs.chunk-rows=1000",
                "--jvm-option=-Dkundenwert.merge.stalled-after=10s"));
  }
}
