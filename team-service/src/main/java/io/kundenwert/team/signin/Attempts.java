package io.kundenwert.team.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts attempts to sign in, before they are made: of many at once each is counted. After some
 * failures each further one makes the next attempt wait twice as long, up to a quarter of an hour.
 */
@Component
class Attempts {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  /** After so much time without an attempt the counting starts over. */
  private static final Duration FORGET = Duration.ofHours(6);

  private static final Duration TELL_EVERY = Duration.ofDays(1);
  private static final int MOST_DOUBLINGS = 12;

  private final JdbcClient jdbc;
  private final Clock clock;

  Attempts(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** An attempt that may be made, or how long to wait. */
  record Admission(boolean admitted, int failures, Duration delay) {}

  /**
   * Counts an attempt as failed, unless attempts have to wait.
   *
   * @param free failures after which waiting begins
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  Admission admit(byte[] countedFor, int free) {
    Instant now = clock.instant();
    Optional<Integer> failures =
        jdbc.sql(
                """
                INSERT INTO sign_in_attempts AS a (counted_for, failures, last_at, blocked_until)
                VALUES (:what, 1, :now, :now)
                ON CONFLICT (counted_for) DO UPDATE
                   SET failures = CASE WHEN a.last_at < :old THEN 1 ELSE a.failures + 1 END,
                       last_at = :now,
                       blocked_until = :now + make_interval(secs =>
                         CASE WHEN a.last_at >= :old AND a.failures + 1 >= :free
                              THEN least(:longest, :first * power(2,
                                     least(a.failures + 1 - :free, :doublings)))
                              ELSE 0 END)
                 WHERE a.blocked_until <= :now
                RETURNING failures
                """)
            .param("what", countedFor)
            .param("now", at(now))
            .param("old", at(now.minus(FORGET)))
            .param("free", free)
            .param("first", FIRST_WAIT.toSeconds())
            .param("longest", LONGEST_WAIT.toSeconds())
            .param("doublings", MOST_DOUBLINGS)
            .query(Integer.class)
            .optional();
    if (failures.isPresent()) {
      return new Admission(true, failures.get(), Duration.ZERO);
    }
    Instant until =
        jdbc.sql("SELECT blocked_until FROM sign_in_attempts WHERE counted_for = ?")
            .param(countedFor)
            .query(OffsetDateTime.class)
            .optional()
            .map(OffsetDateTime::toInstant)
            .orElse(now);
    Duration wait = Duration.between(now, until);
    return new Admission(false, 0, wait.isPositive() ? wait : Duration.ofSeconds(1));
  }

  /** Forgets the failures after a success. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  void succeeded(byte[] countedFor) {
    jdbc.sql("DELETE FROM sign_in_attempts WHERE counted_for = ?").param(countedFor).update();
  }

  /**
   * Takes back that an attempt was counted, and no more: a success of one person says nothing about
   * the failures of others from the same origin.
   */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  void discount(byte[] countedFor) {
    jdbc.sql(
            """
            UPDATE sign_in_attempts SET failures = greatest(0, failures - 1), blocked_until = ?
             WHERE counted_for = ?
            """)
        .params(at(clock.instant()), countedFor)
        .update();
  }

  /** Whether the person should be told of the failures: once a day. */
  @Transactional(propagation = Propagation.REQUIRED)
  boolean shouldTell(byte[] countedFor) {
    Instant now = clock.instant();
    return jdbc.sql(
                """
                UPDATE sign_in_attempts SET told_at = ?
                 WHERE counted_for = ? AND (told_at IS NULL OR told_at < ?)
                """)
            .params(at(now), countedFor, at(now.minus(TELL_EVERY)))
            .update()
        > 0;
  }

  /** Forgets what was counted long ago. */
  void forgetOld() {
    jdbc.sql("DELETE FROM sign_in_attempts WHERE last_at < ?")
        .param(at(clock.instant().minus(TELL_EVERY)))
        .update();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
