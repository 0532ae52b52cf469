package io.kundenwert.support.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows until when each partition of {@code team.access.v1} is known to be complete. What counts is
 * the moment that a heartbeat names, so that an old one that is read again makes nothing fresh, and
 * never a moment later than its arrival by this clock, so that a wrong clock elsewhere cannot keep
 * anything fresh for longer. A clock elsewhere that is behind makes the view stale so much earlier.
 */
final class Freshness {
  private final Clock clock;
  private final Duration limit;
  private final Map<Integer, Instant> heard = new ConcurrentHashMap<>();
  private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();
  private volatile Instant begun;

  /**
   * Makes one that has heard nothing.
   *
   * @param limit how old the last heartbeat may be
   */
  Freshness(Clock clock, Duration limit) {
    this.clock = clock;
    this.limit = limit;
    this.begun = clock.instant();
  }

  /** Waits from now on for partitions that have never had a heartbeat. */
  void begin() {
    begun = clock.instant();
  }

  /** Names the partitions that there are. */
  void expect(Collection<Integer> all) {
    partitions.addAll(all);
  }

  /** A heartbeat has arrived. */
  void heard(int partition, Instant at) {
    Instant now = clock.instant();
    heard.merge(
        partition,
        earlier(at, now),
        // Where this clock was set back, what was heard before must not count for longer.
        (known, next) -> later(earlier(known, now), next));
  }

  /** Whether some partition may lack what is older than the limit. */
  boolean isStale() {
    Instant now = clock.instant();
    if (partitions.isEmpty()) {
      return isStale(begun, now);
    }
    return partitions.stream()
        .anyMatch(partition -> isStale(heard.getOrDefault(partition, begun), now));
  }

  private boolean isStale(Instant last, Instant now) {
    return Duration.between(last, now).abs().compareTo(limit) > 0;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
