package io.kundenwert.imports.run;

import java.time.Duration;

/**
 * How many rows of a run may be published and not merged: as many as are merged in a few seconds,
 * at the rate of the last second. Whoever comes later waits behind them, so that a small import is
 * not kept waiting by a huge one, however fast the machine is. For one thread.
 */
final class Window {
  private static final long STEP_NANOS = Duration.ofSeconds(1).toNanos();

  private final long least;
  private final long most;
  private final double seconds;
  private long size;
  private boolean begun;
  private long sinceNanos;
  private long sinceRows;

  /**
   * Makes one.
   *
   * @param least rows that may always wait
   * @param most rows that may wait at most
   * @param wait how long they may wait
   */
  Window(long least, long most, Duration wait) {
    this.least = Math.min(least, most);
    this.most = most;
    this.seconds = wait.toNanos() / 1e9;
    this.size = this.least;
  }

  /**
   * Notes how far the merge is.
   *
   * @param rows rows merged so far
   * @param nanos the time, of {@link System#nanoTime()}
   */
  void merged(long rows, long nanos) {
    if (!begun) {
      begun = true;
      sinceNanos = nanos;
      sinceRows = rows;
    } else if (nanos - sinceNanos >= STEP_NANOS) {
      double rate = (rows - sinceRows) / ((nanos - sinceNanos) / 1e9);
      // Batches end in lumps: a second without one says little.
      long measured = (long) (rate * seconds);
      size = Math.clamp(Math.max(measured, size * 3 / 4), least, most);
      sinceNanos = nanos;
      sinceRows = rows;
    }
  }

  /** Rows that may wait now. */
  long size() {
    return size;
  }
}
