package io.kundenwert.imports.run;

import io.kundenwert.support.ids.Ids;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks for runs that nobody works on and works on them, each in a thread of its own. Any replica
 * takes any run; of one team only so many at a time.
 */
@Component
class RunDispatcher implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(RunDispatcher.class);
  private static final int MAX_ATTEMPTS = 60;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

  private final RunLeases leases;
  private final RunWorker worker;
  private final RunMetrics metrics;
  private final RunProperties properties;
  private final UUID owner = Ids.next();
  private final Map<Claim, Working> working = new ConcurrentHashMap<>();
  private final Semaphore nudge = new Semaphore(0);
  private volatile boolean running;
  private volatile boolean othersWait;
  private @Nullable Thread thread;

  private record Working(UUID teamId, Thread thread, AtomicBoolean makeRoom) {}

  RunDispatcher(RunLeases leases, RunWorker worker, RunMetrics metrics, RunProperties properties) {
    this.leases = leases;
    this.worker = worker;
    this.metrics = metrics;
    this.properties = properties;
  }

  /** There is a new run: do not wait for the next look. */
  void nudge() {
    nudge.release();
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().daemon().name("run-dispatcher").start(this::look);
  }

  private void look() {
    while (running) {
      try {
        while (running && working.size() < properties.open() && takeOne()) {
          // Another one.
        }
        othersWait = working.size() >= properties.open() && leases.othersWait();
        boolean nudged = nudge.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS);
        if (nudged) {
          nudge.drainPermits();
        }
      } catch (InterruptedException stopped) {
        return;
      } catch (RuntimeException failure) {
        log.warn("No look for runs at the moment: {}", failure.toString());
        nudge.drainPermits();
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(properties.poll().toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean takeOne() {
    Optional<Claim> claim = leases.claim(owner, properties.lease(), fullTeams());
    claim.ifPresent(this::workOn);
    return claim.isPresent();
  }

  private List<UUID> fullTeams() {
    return working.values().stream()
        .map(Working::teamId)
        .distinct()
        .filter(
            team ->
                working.values().stream().filter(run -> run.teamId().equals(team)).count()
                    >= properties.openPerTeam())
        .toList();
  }

  private void workOn(Claim claim) {
    AtomicBoolean makeRoom = new AtomicBoolean();
    Thread own =
        Thread.ofVirtual().name("run-" + claim.run().runId()).unstarted(() -> run(claim, makeRoom));
    working.put(claim, new Working(claim.run().teamId(), own, makeRoom));
    own.start();
  }

  private void run(Claim claim, AtomicBoolean makeRoom) {
    long since = System.nanoTime();
    metrics.began();
    try (var ignored = MDC.putCloseable("run", claim.run().runId().toString())) {
      worker.work(
          claim,
          () ->
              makeRoom.get()
                  || (othersWait && System.nanoTime() - since > properties.yieldAfter().toNanos()));
      leases.release(claim, Duration.ZERO, false);
    } catch (LeaseLostException lost) {
      log.info("Run {} was taken over", claim.run().runId());
    } catch (InterruptedException stopped) {
      giveBack(claim, Duration.ZERO, false);
    } catch (IOException | RuntimeException failure) {
      giveUp(claim, failure);
    } finally {
      metrics.ended();
      working.remove(claim);
      nudge.release();
    }
  }

  private void giveUp(Claim claim, Exception failure) {
    // The message of a failure may quote a cell: only its kind and place are logged.
    log.error(
        "Run {} is given back after {} at {}",
        claim.run().runId(),
        failure.getClass().getName(),
        place(failure));
    if (claim.attempts() >= MAX_ATTEMPTS && claim.publishing()) {
      try {
        worker.abandon(claim);
        return;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException again) {
        log.warn("Run {} could not be ended: {}", claim.run().runId(), again.toString());
      }
    }
    long seconds = Math.min(LONGEST_PAUSE.toSeconds(), 1L << Math.min(claim.attempts(), 6));
    giveBack(claim, Duration.ofSeconds(seconds), true);
  }

  private static String place(Exception failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    return stack.length == 0 ? "an unknown place" : stack[0].toString();
  }

  private void giveBack(Claim claim, Duration pause, boolean failed) {
    try {
      leases.release(claim, pause, failed);
    } catch (RuntimeException unreachable) {
      log.warn("The lease of run {} runs out by itself", claim.run().runId());
    }
  }

  /** Ends the chunks that are under way, then gives the runs back: another replica goes on. */
  @Override
  public void stop() {
    running = false;
    nudge.release();
    Thread looking = thread;
    if (looking != null) {
      join(looking, STOP_PATIENCE);
    }
    List<Working> open = List.copyOf(working.values());
    open.forEach(run -> run.makeRoom().set(true));
    long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
    for (Working run : open) {
      join(run.thread(), Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
  }

  private static void join(Thread thread, Duration patience) {
    try {
      if (!thread.join(patience)) {
        thread.interrupt();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
