package io.kundenwert.imports.run;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Who works on which run. Time is the database's. */
@Component
class RunLeases {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  RunLeases(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Takes the run that waits longest and that nobody works on.
   *
   * @param owner the replica, for people who look
   * @param except teams whose runs are not taken, except to be stopped
   */
  Optional<Claim> claim(UUID owner, Duration lease, List<UUID> except) {
    return jdbc.sql(
            """
            UPDATE import_run run
               SET lease_generation = lease_generation + 1, lease_owner = :owner,
                   lease_until = clock_timestamp() + make_interval(secs => :lease)
             WHERE (team_id, product_id, run_id) = (
               SELECT team_id, product_id, run_id FROM import_run
                WHERE run_id IN (SELECT run_id FROM import_run WHERE outcome IS NULL
                                 UNION ALL
                                 SELECT run_id FROM republish_request WHERE done_at IS NULL)
                  AND (lease_until IS NULL OR lease_until < clock_timestamp())
                  AND turn_at <= clock_timestamp()
                  AND (team_id <> ALL (:except) OR cancel_requested)
                ORDER BY turn_at, run_id
                LIMIT 1
                  FOR UPDATE SKIP LOCKED)
            RETURNING *
            """)
        .param("owner", owner)
        .param("lease", lease.toMillis() / 1000.0)
        .param("except", except.toArray(UUID[]::new))
        .query((row, number) -> claim(row))
        .optional();
  }

  /** Whether runs wait that a replica could take. */
  boolean othersWait() {
    return jdbc.sql(
            """
            SELECT EXISTS (
              SELECT FROM import_run
               WHERE outcome IS NULL AND turn_at <= clock_timestamp()
                 AND (lease_until IS NULL OR lease_until < clock_timestamp()))
            """)
        .query(Boolean.class)
        .single();
  }

  /**
   * Prolongs the lease.
   *
   * @throws LeaseLostException if another generation was given
   */
  void renew(Claim claim, Duration lease) {
    int renewed =
        jdbc.sql(
                """
                UPDATE import_run SET lease_until = clock_timestamp() + make_interval(secs => ?)
                 WHERE team_id = ? AND product_id = ? AND run_id = ? AND lease_generation = ?
                """)
            .params(
                lease.toMillis() / 1000.0,
                claim.run().teamId(),
                claim.run().productId(),
                claim.run().runId(),
                claim.generation())
            .update();
    if (renewed == 0) {
      throw new LeaseLostException();
    }
  }

  /**
   * Gives the run back; others may take it after the pause. Does nothing if the lease was lost.
   *
   * @param failed whether the worker gave up: counts as an attempt
   */
  void release(Claim claim, Duration pause, boolean failed) {
    jdbc.sql(
            """
            UPDATE import_run
               SET lease_owner = NULL, lease_until = NULL,
                   turn_at = clock_timestamp() + make_interval(secs => ?),
                   attempts = attempts + ?
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND lease_generation = ?
            """)
        .params(
            pause.toMillis() / 1000.0,
            failed ? 1 : 0,
            claim.run().teamId(),
            claim.run().productId(),
            claim.run().runId(),
            claim.generation())
        .update();
  }

  private Claim claim(ResultSet row) throws SQLException {
    RunKey run =
        new RunKey(
            row.getObject("team_id", UUID.class),
            row.getObject("product_id", UUID.class),
            row.getObject("run_id", UUID.class));
    Map<String, Long> rejected =
        json.readValue(row.getString("rejected_by_code"), new TypeReference<>() {});
    boolean publishing = row.getString("outcome") == null;
    return new Claim(
        run,
        row.getLong("lease_generation"),
        row.getString("snapshot"),
        new Checkpoint(
            row.getLong("rows_read"), longs(row.getArray("seqs")), rejected, !publishing),
        publishing,
        row.getInt("attempts"));
  }

  static long[] longs(Array array) throws SQLException {
    return Arrays.stream((Long[]) array.getArray()).mapToLong(Long::longValue).toArray();
  }
}
