package io.kundenwert.imports.run;

import io.kundenwert.events.ImportUndoState;
import io.kundenwert.events.MergeProgress;
import io.kundenwert.events.MergeRejection;
import io.kundenwert.events.RepublishRequest;
import io.kundenwert.imports.overlap.Fingerprints;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Folds what the merge says of runs. Whatever comes twice, late, or for a run that is not known
 * changes nothing.
 */
@Component
public class MergeReports {
  private static final Duration RATE_STEP = Duration.ofSeconds(5);
  private static final Duration SAME_WISH = Duration.ofSeconds(10);

  private final JdbcClient jdbc;
  private final RunAnnouncements announcements;
  private final RunEnd end;
  private final Fingerprints fingerprints;
  private final Clock clock;
  private final JsonMapper json;

  MergeReports(
      JdbcClient jdbc,
      RunAnnouncements announcements,
      RunEnd end,
      Fingerprints fingerprints,
      Clock clock,
      JsonMapper json) {
    this.jdbc = jdbc;
    this.announcements = announcements;
    this.end = end;
    this.fingerprints = fingerprints;
    this.clock = clock;
    this.json = json;
  }

  /** Takes over a partition's counters if their revision is newer (A6). */
  @Transactional
  public void progress(MergeProgress progress) {
    RunKey key = new RunKey(progress.teamId(), progress.productId(), progress.runId());
    if (!lock(key) || !take(progress)) {
      return;
    }
    sumUp(key);
    boolean ended = end.endIfMerged(key);
    announcements.changed(key, ended);
  }

  /** The worker's end of publishing and the last progress must not miss each other. */
  private boolean lock(RunKey key) {
    return jdbc.sql(
            """
            SELECT 1 FROM import_run WHERE team_id = ? AND product_id = ? AND run_id = ?
               FOR UPDATE
            """)
        .params(key.teamId(), key.productId(), key.runId())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private boolean take(MergeProgress progress) {
    return jdbc.sql(
                """
                INSERT INTO run_progress AS known
                       (team_id, product_id, run_id, partition, revision, seq, created, updated,
                        unchanged, merged, rejected, dead, gross)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                ON CONFLICT (team_id, product_id, run_id, partition) DO UPDATE
                   SET revision = excluded.revision, seq = excluded.seq,
                       created = excluded.created, updated = excluded.updated,
                       unchanged = excluded.unchanged, merged = excluded.merged,
                       rejected = excluded.rejected, dead = excluded.dead, gross = excluded.gross
                 WHERE known.revision < excluded.revision
                """)
            .params(
                progress.teamId(),
                progress.productId(),
                progress.runId(),
                progress.partition(),
                progress.revision(),
                progress.seq(),
                progress.created(),
                progress.updated(),
                progress.unchanged(),
                progress.merged(),
                progress.rejected(),
                progress.dead(),
                json.writeValueAsString(progress.grossByCurrency()))
            .update()
        > 0;
  }

  private void sumUp(RunKey key) {
    OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    jdbc.sql(
            """
            UPDATE import_run run
               SET version = version + 1, merged_seq = total.seq, created = total.created,
                   updated = total.updated, unchanged = total.unchanged, merged = total.merged,
                   rejected_merge = total.rejected, dead = total.dead,
                   rate_from_at = CASE WHEN step.due THEN coalesce(run.rate_mid_at, :now)
                                       ELSE run.rate_from_at END,
                   rate_from_rows = CASE WHEN step.due THEN run.rate_mid_rows
                                         ELSE run.rate_from_rows END,
                   rate_mid_at = CASE WHEN step.due THEN :now ELSE run.rate_mid_at END,
                   rate_mid_rows = CASE WHEN step.due THEN total.seq + run.rejected_reading
                                        ELSE run.rate_mid_rows END
              FROM (SELECT sum(seq)::bigint AS seq, sum(created)::bigint AS created,
                           sum(updated)::bigint AS updated, sum(unchanged)::bigint AS unchanged,
                           sum(merged)::bigint AS merged, sum(rejected)::bigint AS rejected,
                           sum(dead)::bigint AS dead
                      FROM run_progress
                     WHERE team_id = :team AND product_id = :product AND run_id = :run) total,
                   (SELECT rate_mid_at IS NULL OR rate_mid_at <= :before AS due FROM import_run
                     WHERE team_id = :team AND product_id = :product AND run_id = :run) step
             WHERE run.team_id = :team AND run.product_id = :product AND run.run_id = :run
            """)
        .param("now", now)
        .param("before", now.minus(RATE_STEP))
        .param("team", key.teamId())
        .param("product", key.productId())
        .param("run", key.runId())
        .update();
  }

  /** Keeps rows that the merge refused, with their reasons. */
  @Transactional
  public void rejections(List<MergeRejection> rejections) {
    Map<RunKey, List<MergeRejection>> byRun = new LinkedHashMap<>();
    for (MergeRejection rejection : rejections) {
      byRun
          .computeIfAbsent(
              new RunKey(rejection.teamId(), rejection.productId(), rejection.runId()),
              run -> new ArrayList<>())
          .add(rejection);
    }
    // One order for all: two batches with the same runs must not wait for each other.
    byRun.entrySet().stream()
        .sorted(java.util.Comparator.comparing(entry -> entry.getKey().runId()))
        .forEach(entry -> rejections(entry.getKey(), entry.getValue()));
  }

  private void rejections(RunKey key, List<MergeRejection> rejections) {
    if (!lock(key)) {
      return;
    }
    // Of a row that was dead and then replayed, in this order, nothing is left to say.
    Map<Long, MergeRejection> dead = new LinkedHashMap<>();
    List<MergeRejection> refused = new ArrayList<>();
    List<Long> replayed = new ArrayList<>();
    for (MergeRejection rejection : rejections) {
      switch (rejection.code()) {
        case MergeRejection.DEAD -> dead.put(rejection.row(), rejection);
        case MergeRejection.REPLAYED -> {
          dead.remove(rejection.row());
          replayed.add(rejection.row());
        }
        default -> refused.add(rejection);
      }
    }
    refused.addAll(dead.values());
    forgetReplayed(key, replayed);
    Map<String, Long> counted = new TreeMap<>();
    jdbc.sql(
            """
            INSERT INTO rejected_row
                   (team_id, product_id, run_id, row_number, code, params, by_merge)
            SELECT ?, ?, ?, number, code, '{}', true
              FROM unnest(?::bigint[], ?::text[]) AS rejected (number, code)
            ON CONFLICT DO NOTHING
            RETURNING code
            """)
        .params(
            key.teamId(),
            key.productId(),
            key.runId(),
            refused.stream().map(MergeRejection::row).toArray(Long[]::new),
            refused.stream().map(MergeRejection::code).toArray(String[]::new))
        .query(String.class)
        .list()
        .forEach(code -> counted.merge(code, 1L, Long::sum));
    fingerprints.forgetRows(
        key.teamId(),
        key.productId(),
        key.runId(),
        refused.stream().map(MergeRejection::row).toList());
    counted.forEach((code, rows) -> count(key, code, rows));
    if (!counted.isEmpty() || !replayed.isEmpty()) {
      announcements.changed(key, false);
    }
  }

  /** Rows that could not be written are that no more: what became of them comes by itself. */
  private void forgetReplayed(RunKey key, List<Long> replayed) {
    int forgotten =
        jdbc.sql(
                """
                DELETE FROM rejected_row
                 WHERE team_id = ? AND product_id = ? AND run_id = ?
                   AND row_number = ANY (?) AND by_merge AND code = ?
                """)
            .params(
                key.teamId(),
                key.productId(),
                key.runId(),
                replayed.toArray(Long[]::new),
                MergeRejection.DEAD)
            .update();
    if (forgotten > 0) {
      count(key, MergeRejection.DEAD, -forgotten);
    }
  }

  private void count(RunKey key, String code, long rows) {
    jdbc.sql(
            """
            UPDATE import_run
               SET version = version + 1,
                   merge_rejected_by_code = merge_rejected_by_code || jsonb_build_object(
                     :code::text,
                     coalesce((merge_rejected_by_code ->> :code::text)::bigint, 0) + :rows)
             WHERE team_id = :team AND product_id = :product AND run_id = :run
            """)
        .param("code", code)
        .param("rows", rows)
        .param("team", key.teamId())
        .param("product", key.productId())
        .param("run", key.runId())
        .update();
  }

  /** Takes over how far a run was taken back, if that is newer than what is known (A9). */
  @Transactional
  public void undone(ImportUndoState state) {
    RunKey key = new RunKey(state.teamId(), state.productId(), state.runId());
    int taken =
        jdbc.sql(
                """
                UPDATE import_run SET undo = ?::jsonb, undo_version = ?, version = version + 1
                 WHERE team_id = ? AND product_id = ? AND run_id = ? AND undo_version < ?
                """)
            .params(
                json.writeValueAsString(
                    new RunView.Undo(
                        state.status(),
                        state.customers(),
                        state.reversed(),
                        state.gone(),
                        state.kept(),
                        state.failed(),
                        state.requestedBy(),
                        state.requestedAt(),
                        state.finishedAt())),
                state.version(),
                key.teamId(),
                key.productId(),
                key.runId(),
                state.version())
            .update();
    if (taken > 0) {
      if (state.status().equals("undone") && state.failed() == 0) {
        fingerprints.forget(key.teamId(), key.productId(), key.runId(), 0);
      }
      announcements.changed(key, false);
    }
  }

  /**
   * Notes that rows are wanted once more; the run's worker sends them. The merge asks for the same
   * gap with each batch that it meets: a wish that was fulfilled moments ago is not a new one.
   */
  @Transactional
  public void wantedAgain(RepublishRequest request) {
    OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    UUID run = request.runId();
    jdbc.sql(
            """
            INSERT INTO republish_request AS known
                   (team_id, product_id, run_id, partition, from_seq)
            SELECT team_id, product_id, run_id, :partition, :from FROM import_run
             WHERE run_id = :run AND team_id = :team
            ON CONFLICT (team_id, product_id, run_id, partition) DO UPDATE
               SET from_seq = CASE WHEN known.done_at IS NULL
                                   THEN least(known.from_seq, excluded.from_seq)
                                   ELSE excluded.from_seq END,
                   done_at = NULL
             WHERE known.done_at IS NULL OR known.done_at < :before
                OR known.from_seq <> excluded.from_seq
            """)
        .param("partition", request.partition())
        .param("from", Math.max(1, request.fromSeq()))
        .param("run", run)
        .param("team", request.teamId())
        .param("before", now.minus(SAME_WISH))
        .update();
  }
}
