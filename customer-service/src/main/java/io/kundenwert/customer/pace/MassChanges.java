package io.kundenwert.customer.pace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Lets the work that follows changes (published states, search) wait while this instance merges
 * rows in masses: the merge gets the processors, and a customer whom many batches change is
 * followed once. The wait is bounded by the age of what waits; while nothing is merged in masses
 * nobody waits.
 */
@Component
public class MassChanges {
  /** Batches with fewer rows make nobody wait. */
  private static final int MASS = 500;

  /** Longer than the time between two batches of one import. */
  private static final Duration CALM = Duration.ofMillis(300);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Clock clock;
  private final Duration patience;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile long endedAt = System.nanoTime() - CALM.toNanos();

  /** With the age up to which a change may wait to be followed. */
  public MassChanges(Clock clock, @Value("${kundenwert.followers.patience:4m}") Duration patience) {
    this.clock = clock;
    this.patience = patience;
  }

  /** A batch that is being merged; closed when it is committed or has failed. */
  public interface Batch extends AutoCloseable {
    @Override
    void close();
  }

  /** Notes that a batch of so many rows is being merged. */
  public Batch batch(int rows) {
    if (rows < MASS) {
      return () -> {};
    }
    underWay.incrementAndGet();
    return () -> {
      endedAt = System.nanoTime();
      underWay.decrementAndGet();
    };
  }

  /**
   * Returns when no mass change is under way, or when the oldest of what waits has waited long
   * enough.
   *
   * @param waiting the announced changes that wait, with the times of their announcement
   * @throws IllegalStateException if the thread is interrupted: what waited comes again
   */
  public void awaitCalm(Collection<? extends ConsumerRecord<?, ?>> waiting) {
    long oldest = waiting.stream().mapToLong(ConsumerRecord::timestamp).min().orElse(0);
    Instant latest = Instant.ofEpochMilli(oldest).plus(patience);
    try {
      while (busy() && latest.isAfter(clock.instant())) {
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", stopped);
    }
  }

  private boolean busy() {
    return underWay.get() > 0 || System.nanoTime() - endedAt < CALM.toNanos();
  }
}
