package io.kundenwert.team.session;

import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.team.token.SecretToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Signed-in browsers (D11). A session's secret lies in a cookie; here is its digest. A session ends
 * when it was not used for two weeks, after three months anyway, or when somebody ends it.
 */
@Service
public class Sessions {
  /** What session secrets begin with. */
  public static final String PREFIX = "kws_";

  private static final Duration IDLE = Duration.ofDays(14);
  private static final Duration LONGEST = Duration.ofDays(90);

  /** Every use would be a write. */
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private static final int MOST = 50;
  private static final int LONGEST_AGENT = 300;

  private final JdbcClient jdbc;
  private final Clock clock;

  Sessions(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A session as its user sees it.
   *
   * @param id session
   * @param current whether it is the one that asks
   * @param address where it was last used from
   * @param userAgent what the browser calls itself
   * @param createdAt when the person signed in
   * @param lastUsedAt when it was last used, to the minute
   */
  public record SessionView(
      UUID id,
      boolean current,
      String address,
      String userAgent,
      Instant createdAt,
      Instant lastUsedAt) {}

  /** A session that was begun or found. */
  public record Found(UUID id, UUID userId) {}

  /** Begins a session of a user who has proven who they are. */
  @Transactional
  public SecretToken begin(UUID userId, String address, String userAgent) {
    SecretToken token = SecretToken.random(PREFIX);
    OffsetDateTime now = at(clock.instant());
    jdbc.sql("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?)")
        .params(Ids.next(), userId, token.digest(), address)
        .params(
            userAgent.length() <= LONGEST_AGENT ? userAgent : userAgent.substring(0, LONGEST_AGENT))
        .params(now, now)
        .update();
    jdbc.sql(
            """
            DELETE FROM session WHERE user_id = ? AND session_id NOT IN (
              SELECT session_id FROM session WHERE user_id = ?
               ORDER BY last_used_at DESC, session_id DESC LIMIT ?)
            """)
        .params(userId, userId, MOST)
        .update();
    // After the sessions, as in use(): whoever locks both does it in one order.
    noteDay(userId, now.toLocalDate());
    return token;
  }

  /** The session of a secret, if it has not ended; its use is noted. */
  @Transactional
  public Optional<Found> use(String secret, String address) {
    Instant now = clock.instant();
    byte[] digest = SecretToken.digest(secret);
    Optional<Found> found =
        jdbc.sql(
                """
                SELECT session_id AS id, user_id FROM session
                 WHERE secret_hash = ? AND last_used_at > ? AND created_at > ?
                """)
            .params(digest, at(now.minus(IDLE)), at(now.minus(LONGEST)))
            .query(Found.class)
            .optional();
    if (found.isPresent()) {
      OffsetDateTime today = at(now).truncatedTo(ChronoUnit.DAYS);
      OffsetDateTime before = at(now.minus(NOTED_EVERY));
      int noted =
          jdbc.sql(
                  """
                  UPDATE session SET last_used_at = ?, address = ?
                   WHERE secret_hash = ? AND last_used_at < ?
                  """)
              // The first use of a day is noted however short the time since yesterday's last.
              .params(at(now), address, digest, before.isBefore(today) ? today : before)
              .update();
      if (noted > 0) {
        noteDay(found.get().userId(), today.toLocalDate());
      }
    }
    return found;
  }

  private void noteDay(UUID userId, LocalDate today) {
    jdbc.sql(
            """
            INSERT INTO active_day VALUES (?, ?)
            ON CONFLICT (user_id) DO UPDATE SET day = excluded.day
             WHERE active_day.day < excluded.day
            """)
        .params(userId, today)
        .update();
  }

  /**
   * The days, in UTC, on which people last used a session; who never did is missing. A day and
   * never a time, of sessions and not of programs' keys: it says whether an account is still in
   * use, and must not become a way to watch when people work. It outlives the sessions, and goes
   * with the account.
   */
  @Transactional(readOnly = true)
  public Map<UUID, LocalDate> lastActiveOn(Collection<UUID> userIds) {
    Map<UUID, LocalDate> days = new HashMap<>();
    jdbc.sql("SELECT user_id, day FROM active_day WHERE user_id = ANY(?)")
        .param(userIds.toArray(UUID[]::new))
        .query(
            row -> {
              days.put(row.getObject("user_id", UUID.class), row.getObject("day", LocalDate.class));
            });
    return days;
  }

  /** The sessions of a user, the last used first. */
  @Transactional(readOnly = true)
  public List<SessionView> of(UUID userId, @Nullable UUID current) {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            SELECT session_id, address, user_agent, created_at, last_used_at FROM session
             WHERE user_id = ? AND last_used_at > ? AND created_at > ?
             ORDER BY last_used_at DESC, session_id DESC
            """)
        .params(userId, at(now.minus(IDLE)), at(now.minus(LONGEST)))
        .query(
            (row, number) ->
                new SessionView(
                    row.getObject("session_id", UUID.class),
                    row.getObject("session_id", UUID.class).equals(current),
                    row.getString("address"),
                    row.getString("user_agent"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getObject("last_used_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /**
   * Ends one of a user's own sessions.
   *
   * @throws Problem 404 if they have no such session
   */
  @Transactional
  public void end(UUID userId, UUID sessionId) {
    int ended =
        jdbc.sql("DELETE FROM session WHERE user_id = ? AND session_id = ?")
            .params(userId, sessionId)
            .update();
    if (ended == 0) {
      throw Problem.notFound("session");
    }
  }

  /** Ends all sessions of a user but one; null ends all. */
  @Transactional
  public void endOthers(UUID userId, @Nullable UUID sessionThatStays) {
    jdbc.sql("DELETE FROM session WHERE user_id = ? AND session_id IS DISTINCT FROM ?::uuid")
        .params(Arrays.asList(userId, sessionThatStays))
        .update();
  }

  /** Forgets sessions that have ended by themselves. */
  @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
  void forgetEnded() {
    Instant now = clock.instant();
    jdbc.sql("DELETE FROM session WHERE last_used_at < ? OR created_at < ?")
        .params(at(now.minus(IDLE)), at(now.minus(LONGEST)))
        .update();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
