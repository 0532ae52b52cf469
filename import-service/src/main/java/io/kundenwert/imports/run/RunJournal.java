package io.kundenwert.imports.run;

import io.kundenwert.imports.overlap.Fingerprints;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What the holder of a lease writes down. Every write is conditional on the lease's generation. */
@Component
class RunJournal {
  private final JdbcClient jdbc;
  private final RunAnnouncements announcements;
  private final RunEnd end;
  private final Fingerprints fingerprints;
  private final Clock clock;
  private final JsonMapper json;

  RunJournal(
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

  /**
   * What others want of the worker.
   *
   * @param cancel whether it shall stop
   * @param mergedSeq rows merged in all partitions together
   * @param again a stretch that the merge wants once more
   */
  record Wishes(boolean cancel, long mergedSeq, @Nullable Again again) {}

  /**
   * Rows that the merge wants once more.
   *
   * @param partition partition
   * @param fromSeq first of them
   */
  record Again(int partition, long fromSeq) {}

  /**
   * Asks what others want.
   *
   * @throws LeaseLostException if the lease is no longer held
   */
  Wishes wishes(Claim claim) {
    Optional<Wishes> wishes =
        jdbc.sql(
                """
                SELECT run.cancel_requested, run.merged_seq, again.partition, again.from_seq
                  FROM import_run run
                  LEFT JOIN LATERAL (
                    SELECT partition, from_seq FROM republish_request
                     WHERE run_id = run.run_id AND done_at IS NULL
                     ORDER BY partition LIMIT 1) again ON true
                 WHERE run.team_id = ? AND run.product_id = ? AND run.run_id = ?
                   AND run.lease_generation = ?
                """)
            .params(
                claim.run().teamId(),
                claim.run().productId(),
                claim.run().runId(),
                claim.generation())
            .query(
                (row, number) -> {
                  Long from = row.getObject("from_seq", Long.class);
                  return new Wishes(
                      row.getBoolean("cancel_requested"),
                      row.getLong("merged_seq"),
                      from == null ? null : new Again(row.getInt("partition"), from));
                })
            .optional();
    return wishes.orElseThrow(LeaseLostException::new);
  }

  /** Numbers of the rows that the run leaves out, fixed at its start. */
  BitSet knownRows(RunKey run) {
    return jdbc.sql(
            "SELECT known FROM run_known_rows WHERE team_id = ? AND product_id = ? AND run_id = ?")
        .params(run.teamId(), run.productId(), run.runId())
        .query((row, number) -> BitSet.valueOf(row.getBytes(1)))
        .optional()
        .orElseGet(BitSet::new);
  }

  /** The last row of a partition that the merge has handled. */
  long mergedSeq(RunKey run, int partition) {
    return jdbc.sql(
            """
            SELECT seq FROM run_progress
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND partition = ?
            """)
        .params(run.teamId(), run.productId(), run.runId(), partition)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /**
   * Keeps what was found on reading: rejected rows, and fingerprints of the others. This happens
   * before the checkpoint behind them is committed; a worker that reads them again writes the same.
   *
   * @param from where the stretch begins
   * @param counts whether the rows will count
   * @throws LeaseLostException if the lease is no longer held
   */
  @Transactional
  public void read(Claim claim, Checkpoint from, Chunk chunk, boolean counts) {
    hold(claim);
    if (counts) {
      fingerprints.keep(
          claim.run().teamId(),
          claim.run().productId(),
          claim.run().runId(),
          from.rowsRead() + 1,
          chunk.fingerprints());
    }
    reject(claim, chunk.rejected());
  }

  private void reject(Claim claim, List<RejectedRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            INSERT INTO rejected_row
                   (team_id, product_id, run_id, row_number, code, params, by_merge)
            SELECT ?, ?, ?, number, code, params::json, false
              FROM unnest(?::bigint[], ?::text[], ?::text[]) AS rejected (number, code, params)
            ON CONFLICT DO NOTHING
            """)
        .params(
            claim.run().teamId(),
            claim.run().productId(),
            claim.run().runId(),
            rows.stream().map(RejectedRow::number).toArray(Long[]::new),
            rows.stream().map(RejectedRow::code).toArray(String[]::new),
            rows.stream().map(row -> json.writeValueAsString(row.params())).toArray(String[]::new))
        .update();
  }

  /** A run that ended must not get rows from a worker that does not know it yet. */
  private void hold(Claim claim) {
    boolean held =
        jdbc.sql(
                """
                SELECT 1 FROM import_run
                 WHERE team_id = ? AND product_id = ? AND run_id = ? AND lease_generation = ?
                   AND outcome IS NULL
                   FOR SHARE
                """)
            .params(
                claim.run().teamId(),
                claim.run().productId(),
                claim.run().runId(),
                claim.generation())
            .query(Integer.class)
            .optional()
            .isPresent();
    if (!held) {
      throw new LeaseLostException();
    }
  }

  /**
   * Mirrors a committed checkpoint.
   *
   * @throws LeaseLostException if the lease is no longer held
   */
  @Transactional
  public void mirror(Claim claim, Checkpoint checkpoint) {
    write(claim, checkpoint, "publishing", null, null);
    announcements.changed(claim.run(), false);
  }

  /**
   * Ends publishing: the checkpoint says for good which rows were published. The run ends when they
   * are merged.
   *
   * @param failureCode stable code, only of a failure
   * @throws LeaseLostException if the lease is no longer held
   */
  @Transactional
  public void endPublishing(
      Claim claim, Checkpoint checkpoint, Outcome outcome, @Nullable String failureCode) {
    write(claim, checkpoint, "merging", outcome, failureCode);
    if (outcome != Outcome.FINISHED) {
      // Rows that were read, but whose chunk was never committed.
      jdbc.sql(
              """
              DELETE FROM rejected_row
               WHERE team_id = ? AND product_id = ? AND run_id = ? AND row_number > ?
              """)
          .params(
              claim.run().teamId(),
              claim.run().productId(),
              claim.run().runId(),
              checkpoint.rowsRead())
          .update();
      fingerprints.forget(
          claim.run().teamId(),
          claim.run().productId(),
          claim.run().runId(),
          checkpoint.rowsRead());
    }
    end.endIfMerged(claim.run());
    announcements.changed(claim.run(), true);
  }

  private void write(
      Claim claim,
      Checkpoint checkpoint,
      String status,
      @Nullable Outcome outcome,
      @Nullable String failureCode) {
    int written =
        jdbc.sql(
                """
                UPDATE import_run
                   SET version = version + 1, status = :status, outcome = :outcome,
                       failure_code = :failure, rows_read = :read, seqs = :seqs,
                       rows = CASE WHEN :final THEN :read ELSE rows END,
                       published = :published, rejected_reading = :rejected,
                       rejected_by_code = :codes::jsonb, attempts = 0
                 WHERE team_id = :team AND product_id = :product AND run_id = :run
                   AND lease_generation = :generation AND outcome IS NULL
                """)
            .param("status", status)
            .param("outcome", outcome == null ? null : outcome.wireName())
            .param("failure", failureCode)
            .param("read", checkpoint.rowsRead())
            .param("final", outcome != null)
            .param("seqs", java.util.Arrays.stream(checkpoint.seqs()).boxed().toArray(Long[]::new))
            .param("published", checkpoint.published())
            .param("rejected", checkpoint.rejectedRows())
            .param("codes", json.writeValueAsString(checkpoint.rejected()))
            .param("team", claim.run().teamId())
            .param("product", claim.run().productId())
            .param("run", claim.run().runId())
            .param("generation", claim.generation())
            .update();
    if (written == 0) {
      throw new LeaseLostException();
    }
  }

  /** No wish of the merge can be fulfilled. */
  void givenUp(RunKey run) {
    jdbc.sql(
            """
            UPDATE republish_request SET done_at = ?
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND done_at IS NULL
            """)
        .params(
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
            run.teamId(),
            run.productId(),
            run.runId())
        .update();
  }

  /** The wish of the merge was fulfilled. One that came meanwhile for an earlier row stays. */
  void publishedAgain(RunKey run, Again again) {
    jdbc.sql(
            """
            UPDATE republish_request SET done_at = ?
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND partition = ?
               AND from_seq >= ?
            """)
        .params(
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
            run.teamId(),
            run.productId(),
            run.runId(),
            again.partition(),
            again.fromSeq())
        .update();
  }
}
