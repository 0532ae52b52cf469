package io.kundenwert.customer.merge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the tables of dry runs, and drops them when the run has ended (A4). What may be looked at
 * afterwards goes with the next dry run of the import, with its start, or with its file.
 */
@Component
public class DryRuns {
  private static final Logger log = LoggerFactory.getLogger(DryRuns.class);

  private final JdbcClient jdbc;

  DryRuns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void begin(UUID runId) {
    String schema = Scratch.schema(runId);
    jdbc.sql("CREATE SCHEMA IF NOT EXISTS " + schema).update();
    for (String table : Scratch.TABLES) {
      jdbc.sql(
              "CREATE TABLE IF NOT EXISTS %s.%s (LIKE public.%s INCLUDING ALL)"
                  .formatted(schema, table, table))
          .update();
    }
    String shape = jdbc.sql(Scratch.SHAPE).query(String.class).single();
    jdbc.sql("COMMENT ON SCHEMA %s IS '%s'".formatted(schema, Long.parseLong(shape))).update();
  }

  /** Lets a dry run be looked at, in the place of an earlier one of the import. */
  void keep(UUID teamId, UUID productId, UUID runId, Runs.Kept kept) {
    forget(teamId, productId, kept.importId());
    jdbc.sql(
            """
            INSERT INTO dry_run (team_id, product_id, run_id, import_id, kept_until)
            VALUES (?, ?, ?, ?, ?)
            """)
        .params(teamId, productId, runId, kept.importId(), kept.until().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Forgets what dry runs of an import have shown. */
  void forget(UUID teamId, UUID productId, UUID importId) {
    forget(
        jdbc.sql(
                """
                DELETE FROM dry_run WHERE team_id = ? AND product_id = ? AND import_id = ?
                RETURNING team_id, product_id, run_id
                """)
            .params(teamId, productId, importId)
            .query((row, number) -> dryRun(row))
            .list());
  }

  /** A batch that has locked the dry run is waited for; one that comes later samples nothing. */
  private void forget(List<DryRun> runs) {
    for (DryRun run : runs) {
      jdbc.sql("DELETE FROM dry_sample WHERE team_id = ? AND product_id = ? AND run_id = ?")
          .params(run.teamId(), run.productId(), run.runId())
          .update();
    }
  }

  private record DryRun(UUID teamId, UUID productId, UUID runId) {}

  private static DryRun dryRun(ResultSet row) throws SQLException {
    return new DryRun(
        row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class));
  }

  void end(UUID runId) {
    jdbc.sql("DROP SCHEMA IF EXISTS " + Scratch.schema(runId) + " CASCADE").update();
  }

  /**
   * Drops what a lost end left: of runs that have ended, that are unknown, or that are old. Forgets
   * the samples of files that are no longer kept.
   */
  @Scheduled(
      initialDelayString = "${kundenwert.dry-runs.sweep:1h}",
      fixedDelayString = "${kundenwert.dry-runs.sweep:1h}")
  @SchedulerLock(name = "dry-runs", lockAtMostFor = "10m")
  @Transactional
  public void sweep() {
    forget(
        jdbc.sql(
                """
                DELETE FROM dry_run WHERE kept_until < now()
                RETURNING team_id, product_id, run_id
                """)
            .query((row, number) -> dryRun(row))
            .list());
    List<String> left =
        jdbc.sql(
                """
                SELECT n.nspname FROM pg_namespace n
                 WHERE n.nspname ~ '^dry_[0-9a-f_]{36}$'
                   AND NOT EXISTS (
                     SELECT FROM run r
                      WHERE r.run_id = replace(substr(n.nspname, 5), '_', '-')::uuid
                        AND r.status NOT IN ('finished', 'cancelled', 'failed')
                        AND r.started_at > now() - interval '7 days')
                """)
            .query(String.class)
            .list();
    for (String schema : left) {
      jdbc.sql("DROP SCHEMA IF EXISTS " + schema + " CASCADE").update();
      log.info("Dropped {}, which a dry run had left", schema);
    }
  }
}
