package io.kundenwert.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that is started again whenever it ends by itself, at once at first and then with a
 * growing pause, as a cluster would do it. While the file {@code hold} exists it stays down: crash
 * tests use that.
 */
public final class Supervised implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Supervised.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A process that lived this long is not in a crash loop. */
  private static final Duration SOUND = Duration.ofSeconds(60);

  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final Duration HOLD_POLL = Duration.ofMillis(200);

  /**
   * What to run.
   *
   * @param name name in messages
   * @param command program and arguments
   * @param environment variables added to the launcher's own
   * @param output file that takes what the process prints; appended
   * @param hold while this file exists, the process is not started again
   * @param endSignals signals that ask it to end, in order; each gets its patience
   */
  public record Spec(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path output,
      Path hold,
      List<EndSignal> endSignals) {}

  /**
   * A signal and how long to wait for its effect.
   *
   * @param signal name as {@code kill} knows it
   * @param patience time until the next
   */
  public record EndSignal(String signal, Duration patience) {}

  private final Spec spec;
  private final Runnable beforeStart;
  private final Runnable onChange;
  private final AtomicInteger restarts = new AtomicInteger();
  private final CountDownLatch ending = new CountDownLatch(1);
  private volatile @Nullable Process process;

  /**
   * With what to run, what to do before each start, and whom to tell when a process came or went.
   */
  public Supervised(Spec spec, Runnable beforeStart, Runnable onChange) {
    this.spec = spec;
    this.beforeStart = beforeStart;
    this.onChange = onChange;
  }

  /** Starts the process and the watch over it. */
  public synchronized void start() {
    launch();
    Thread.ofPlatform().name("watch-" + spec.name()).daemon().start(this::watch);
  }

  private void launch() {
    if (ending.getCount() == 0) {
      return;
    }
    beforeStart.run();
    ProcessBuilder builder = new ProcessBuilder(ownSession(spec.command()));
    builder.environment().putAll(spec.environment());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.output().toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + spec.command().getFirst(), e);
    }
  }

  /** Ctrl-C reaches the whole terminal session; only the launcher shall hear it. */
  private static List<String> ownSession(List<String> command) {
    if (!SETSID.toFile().canExecute()) {
      return command;
    }
    List<String> apart = new ArrayList<>(List.of(SETSID.toString()));
    apart.addAll(command);
    return apart;
  }

  private void watch() {
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        Process watched = process;
        if (watched == null) {
          return;
        }
        long started = System.nanoTime();
        int code = watched.waitFor();
        if (ending.getCount() == 0) {
          return;
        }
        onChange.run();
        Duration lived = Duration.ofNanos(System.nanoTime() - started);
        pause = lived.compareTo(SOUND) >= 0 ? FIRST_PAUSE : pause;
        log.warn("{} ended with {} after {}; starting it again", spec.name(), code, lived);
        if (ending.await(pause.toMillis(), TimeUnit.MILLISECONDS) || heldUntilEnd()) {
          return;
        }
        pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
        launchAgain();
        onChange.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void launchAgain() {
    try {
      launch();
      restarts.incrementAndGet();
    } catch (RuntimeException e) {
      // The ended process stays in place, so that the watch comes by again after its pause.
      log.error("{} cannot be started again yet", spec.name(), e);
    }
  }

  private boolean heldUntilEnd() throws InterruptedException {
    while (Files.exists(spec.hold())) {
      if (ending.await(HOLD_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** The number of the process, 0 while none lives. */
  public long pid() {
    Process current = process;
    return current != null && current.isAlive() ? current.pid() : 0;
  }

  /** How often it was started again. */
  public int restarts() {
    return restarts.get();
  }

  /** Ends the process and the watch. Returns when it is gone. */
  @Override
  public void close() {
    ending.countDown();
    Process current;
    synchronized (this) {
      current = process;
    }
    if (current != null) {
      Signals.end(current.toHandle(), spec.endSignals());
    }
  }
}
