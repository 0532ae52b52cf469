package io.kundenwert.customer.merge;

import io.kundenwert.events.RepublishRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gets runs going that stand still: asks for their rows if some were published and not merged, and
 * else says again that all are merged. A gap is seen by the rows behind it; if the topic has lost
 * all that was published, there are none, and import-service publishes no more before some of those
 * are merged. Rows that were not lost come twice, which changes nothing; whoever stands still for
 * another reason is asked for ever more seldom.
 */
@Component
class StalledRuns {
  private static final Logger log = LoggerFactory.getLogger(StalledRuns.class);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final Announcements announcements;
  private final ProgressAgain progress;
  private final Clock clock;
  private final Duration stalledAfter;
  private Map<UUID, Look> before = new HashMap<>();

  StalledRuns(
      JdbcClient jdbc,
      Announcements announcements,
      ProgressAgain progress,
      Clock clock,
      @Value("${kundenwert.merge.stalled-after:60s}") Duration stalledAfter) {
    this.jdbc = jdbc;
    this.announcements = announcements;
    this.progress = progress;
    this.clock = clock;
    this.stalledAfter = stalledAfter;
  }

  private record Run(UUID teamId, UUID productId, UUID runId, long published, long merged) {}

  /** How far a run was, since when, and how long it may stay there. */
  private record Look(long merged, Instant since, Duration patience) {}

  /** Looks at all runs that wait for the merge. */
  @Scheduled(
      initialDelayString = "${kundenwert.merge.stalled-look:10s}",
      fixedDelayString = "${kundenwert.merge.stalled-look:10s}")
  void look() {
    Instant now = clock.instant();
    Map<UUID, Look> looks = new HashMap<>();
    for (Run run : waiting()) {
      Look known = before.get(run.runId());
      if (known == null || known.merged() != run.merged()) {
        looks.put(run.runId(), new Look(run.merged(), now, stalledAfter));
      } else if (known.since().plus(known.patience()).isAfter(now)) {
        looks.put(run.runId(), known);
      } else {
        log.warn("Run {} stands still at {} rows", run.runId(), run.merged());
        getGoing(run);
        Duration longer = known.patience().multipliedBy(2);
        looks.put(
            run.runId(),
            new Look(run.merged(), now, longer.compareTo(LONGEST) < 0 ? longer : LONGEST));
      }
    }
    before = looks;
  }

  private void getGoing(Run run) {
    if (run.published() > run.merged()) {
      announcements.ask(requests(run));
    } else {
      // All of it is merged: whoever waits for that was not told.
      for (int partition = 0; partition < announcements.rowPartitions(); partition++) {
        progress.announceAgain(run.teamId(), run.productId(), run.runId(), partition, 1);
      }
    }
  }

  private List<Run> waiting() {
    return jdbc.sql(
            """
            SELECT r.team_id, r.product_id, r.run_id, r.published,
                   coalesce(sum(m.seq), 0)::bigint AS merged
              FROM run r
              LEFT JOIN mark m
                ON m.team_id = r.team_id AND m.product_id = r.product_id AND m.run_id = r.run_id
             WHERE r.status IN ('starting', 'publishing', 'merging')
             GROUP BY r.team_id, r.product_id, r.run_id, r.published
            """)
        .query(
            (row, number) ->
                new Run(
                    row.getObject("team_id", UUID.class),
                    row.getObject("product_id", UUID.class),
                    row.getObject("run_id", UUID.class),
                    row.getLong("published"),
                    row.getLong("merged")))
        .list();
  }

  private List<RepublishRequest> requests(Run run) {
    Map<Integer, Long> merged = new HashMap<>();
    jdbc.sql(
            """
            SELECT partition, seq FROM mark
             WHERE team_id = ? AND product_id = ? AND run_id = ?
            """)
        .params(run.teamId(), run.productId(), run.runId())
        .query(
            row -> {
              merged.put(row.getInt(1), row.getLong(2));
            });
    List<RepublishRequest> requests = new ArrayList<>();
    for (int partition = 0; partition < announcements.rowPartitions(); partition++) {
      requests.add(
          new RepublishRequest(
              run.runId(), run.teamId(), partition, merged.getOrDefault(partition, 0L) + 1));
    }
    return requests;
  }
}
