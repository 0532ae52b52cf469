package io.kundenwert.local.process;

import java.io.IOException;

/** Ties a process to the launcher that started it. */
public final class Parent {

  private Parent() {}

  /**
   * Ends this process when the launcher is gone, however that ended: its side of the pipe to our
   * standard input closes with it. Waits for that on a thread of its own.
   */
  public static void endWithIt() {
    Thread.ofPlatform().name("parent").daemon().start(Parent::awaitEnd);
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said here; only the end counts.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    System.exit(0);
  }
}
