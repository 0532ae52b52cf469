package io.kundenwert.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Stops processes where they are, and lets them go on. */
final class Signals {
  private Signals() {}

  static void stop(List<Long> pids) {
    send("-STOP", pids);
  }

  static void goOn(List<Long> pids) {
    send("-CONT", pids);
  }

  private static void send(String signal, List<Long> pids) {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    pids.forEach(pid -> command.add(Long.toString(pid)));
    try {
      new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
