package io.kundenwert.customer.merge;

import java.util.List;
import java.util.UUID;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Makes the tables of dry runs, and drops them when the run has ended (A4). */
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

  void end(UUID runId) {
    jdbc.sql("DROP SCHEMA IF EXISTS " + Scratch.schema(runId) + " CASCADE").update();
  }

  /** Drops what a lost end left: of runs that have ended, that are unknown, or that are old. */
  @Scheduled(
      initialDelayString = "${kundenwert.dry-runs.sweep:1h}",
      fixedDelayString = "${kundenwert.dry-runs.sweep:1h}")
  @SchedulerLock(name = "dry-runs", lockAtMostFor = "10m")
  public void sweep() {
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
