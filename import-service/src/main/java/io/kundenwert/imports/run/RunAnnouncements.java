package io.kundenwert.imports.run;

import io.kundenwert.events.ImportRunState;
import io.kundenwert.support.events.EventOutbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells the world of a run's changes in the transaction that makes them: the replicas that stream
 * it to browsers by a notification, everyone else by an event, which in mid-run goes out about once
 * a second.
 */
@Component
class RunAnnouncements {
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final RunQueries runs;
  private final EventOutbox outbox;
  private final ChangeFeed feed;
  private final Clock clock;

  RunAnnouncements(
      JdbcClient jdbc, RunQueries runs, EventOutbox outbox, ChangeFeed feed, Clock clock) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.outbox = outbox;
    this.feed = feed;
    this.clock = clock;
  }

  /**
   * The run's row was changed and its version raised.
   *
   * @param atOnce whether the event must not wait: the status is another one
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void changed(RunKey key, boolean atOnce) {
    RunRow run = runs.get(key);
    Instant now = clock.instant();
    feed.announce(run.importId());
    // What comes after the end comes seldom, and nothing may follow that would tell of it.
    boolean mayWait = !atOnce && run.endedAt() == null;
    if (mayWait && run.announcedAt().plus(QUIET).isAfter(now)) {
      return;
    }
    jdbc.sql(
            """
            UPDATE import_run SET announced_at = ?
             WHERE team_id = ? AND product_id = ? AND run_id = ?
            """)
        .params(
            OffsetDateTime.ofInstant(now, ZoneOffset.UTC),
            key.teamId(),
            key.productId(),
            key.runId())
        .update();
    outbox.publish(key.runId().toString(), event(run, runs.origin(run)));
  }

  private static ImportRunState event(RunRow run, ImportRunState.@Nullable Origin origin) {
    return new ImportRunState(
        run.key().runId(),
        run.key().teamId(),
        run.key().productId(),
        run.sourceId(),
        run.startedBy(),
        run.mode(),
        run.status(),
        run.version(),
        run.rows(),
        new ImportRunState.Counts(
            run.published(),
            run.created(),
            run.updated(),
            run.unchanged(),
            run.merged(),
            run.rejected(),
            run.rejectedByCode()),
        run.startedAt(),
        run.endedAt(),
        run.failureCode(),
        origin);
  }
}
