package io.kundenwert.imports.run;

import io.kundenwert.support.restore.Restoration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells of all runs again once the database was restored from a backup, with versions above those
 * that were published since: readers keep the highest.
 */
@Component
class RestoredRuns {
  private static final Logger log = LoggerFactory.getLogger(RestoredRuns.class);

  /** More than a run's version can have grown since a backup. */
  private static final long FAR_AHEAD = 1_000_000_000;

  private final JdbcClient jdbc;
  private final Restoration restoration;
  private final RunAnnouncements announcements;
  private final TransactionTemplate transaction;
  private boolean told;

  RestoredRuns(
      JdbcClient jdbc,
      Restoration restoration,
      RunAnnouncements announcements,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.restoration = restoration;
    this.announcements = announcements;
    this.transaction = transaction;
  }

  /** Tells of them once; another replica that does it too does no harm. */
  @Scheduled(
      initialDelayString = "${kundenwert.restore.delay:2s}",
      fixedDelayString = "${kundenwert.restore.delay:2s}")
  void tell() {
    if (told || !restoration.isPending()) {
      told = true;
      return;
    }
    List<RunKey> runs =
        jdbc.sql("SELECT team_id, product_id, run_id FROM import_run ORDER BY run_id")
            .query(
                (row, number) ->
                    new RunKey(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class)))
            .list();
    for (RunKey run : runs) {
      transaction.executeWithoutResult(status -> tell(run));
    }
    restoration.finish();
    log.info("{} runs of a restored database were told of again", runs.size());
  }

  private void tell(RunKey run) {
    jdbc.sql(
            """
            UPDATE import_run SET version = version + ?
             WHERE team_id = ? AND product_id = ? AND run_id = ?
            """)
        .params(FAR_AHEAD, run.teamId(), run.productId(), run.runId())
        .update();
    announcements.changed(run, true);
  }
}
