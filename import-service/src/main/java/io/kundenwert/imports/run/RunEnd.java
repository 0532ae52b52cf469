package io.kundenwert.imports.run;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rule of when a run has ended: every mark of the merge equals what was published. */
@Component
class RunEnd {
  private final JdbcClient jdbc;
  private final Clock clock;

  RunEnd(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Ends the run if all that was published is merged.
   *
   * @return whether it ended now
   */
  boolean endIfMerged(RunKey run) {
    return jdbc.sql(
                """
                UPDATE import_run run
                   SET status = outcome, ended_at = ?, version = version + 1
                 WHERE team_id = ? AND product_id = ? AND run_id = ?
                   AND outcome IS NOT NULL AND ended_at IS NULL
                   AND NOT EXISTS (
                     SELECT FROM unnest(run.seqs) WITH ORDINALITY published (seq, place)
                       LEFT JOIN run_progress mark
                         ON mark.team_id = run.team_id AND mark.product_id = run.product_id
                        AND mark.run_id = run.run_id AND mark.partition = published.place - 1
                      WHERE published.seq <> coalesce(mark.seq, 0))
                """)
            .params(
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                run.teamId(),
                run.productId(),
                run.runId())
            .update()
        > 0;
  }
}
