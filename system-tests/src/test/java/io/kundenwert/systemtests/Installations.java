package io.kundenwert.systemtests;

/** The installation that all tests share which do not break it: everything in one process. */
final class Installations {
  private static final Installation SHARED = start();

  private Installations() {}

  static Installation shared() {
    return SHARED;
  }

  private static Installation start() {
    Installation installation = Installation.up("shared");
    Runtime.getRuntime().addShutdownHook(new Thread(installation::close));
    return installation;
  }
}
