package io.kundenwert.local.cli;

import java.nio.file.Path;

/** The folder that {@code ./kundenwert} lies in. */
final class Home {

  private Home() {}

  /** As the script says, or else where the program was called. */
  static Path folder() {
    return Path.of(System.getProperty("kundenwert.home", "")).toAbsolutePath().normalize();
  }
}
