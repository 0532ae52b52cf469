package io.kundenwert.customer.undo;

import io.kundenwert.customer.merge.Gate;
import io.kundenwert.customer.value.Amount;
import io.kundenwert.events.ImportUndoState;
import io.kundenwert.support.events.EventOutbox;
import io.kundenwert.support.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Begins undoing, and tells how far it is. */
@Service
public class Undos {
  private static final TypeReference<Map<String, Long>> AMOUNTS = new TypeReference<>() {};

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final int MOST_LOOKS = 60;

  private final JdbcClient jdbc;
  private final Gate gate;
  private final EventOutbox outbox;
  private final JsonMapper json;
  private final Clock clock;

  Undos(JdbcClient jdbc, Gate gate, EventOutbox outbox, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.gate = gate;
    this.outbox = outbox;
    this.json = json;
    this.clock = clock;
  }

  private record Run(String status, String undo, boolean drained) {}

  /**
   * Begins to undo an import. Asking again changes nothing, unless customers failed: those are then
   * tried once more.
   *
   * @throws Problem 409 {@code import-not-ended} while rows of the import may still be merged
   */
  @Transactional
  public UndoState undo(UUID teamId, UUID productId, UUID importId, UUID userId) {
    // Merges that began before have ended; those that begin later see the flag.
    gate.passAlone(productId);
    Run run = lockRun(teamId, productId, importId);
    requireEnded(run);
    Optional<UndoState> known = state(teamId, productId, importId, false);
    if (known.isPresent() && (!isFinished(known.get()) || known.get().failed() == 0)) {
      return known.get();
    }
    jdbc.sql(
            """
            UPDATE run SET undo = 'undoing', undone_by = ?
             WHERE team_id = ? AND product_id = ? AND run_id = ?
            """)
        .params(userId, teamId, productId, importId)
        .update();
    jdbc.sql("DELETE FROM undo_failure WHERE team_id = ? AND product_id = ? AND run_id = ?")
        .params(teamId, productId, importId)
        .update();
    begin(teamId, productId, importId, false, userId);
    return announced(teamId, productId, importId);
  }

  /**
   * Begins to look at what undoing an import would do. Asking while a look is under way changes
   * nothing; asking later looks again.
   *
   * @throws Problem 409 {@code import-not-ended}, 409 {@code import-undone}
   */
  @Transactional
  public UndoState look(UUID teamId, UUID productId, UUID importId, UUID userId) {
    Run run = lockRun(teamId, productId, importId);
    requireEnded(run);
    if (!run.undo().equals("none")) {
      throw new Problem(HttpStatus.CONFLICT, "import-undone");
    }
    Optional<UndoState> known = state(teamId, productId, importId, true);
    if (known.isEmpty() || isFinished(known.get())) {
      begin(teamId, productId, importId, true, userId);
    }
    return state(teamId, productId, importId, true).orElseThrow();
  }

  /** Publishes how far an undo is, with the surrounding transaction. */
  UndoState announced(UUID teamId, UUID productId, UUID importId) {
    UndoState state = state(teamId, productId, importId, false).orElseThrow();
    outbox.publish(
        importId.toString(),
        new ImportUndoState(
            importId,
            teamId,
            productId,
            isFinished(state) ? "undone" : "undoing",
            state.version(),
            state.customers(),
            state.reversed(),
            state.gone(),
            state.kept(),
            state.failed(),
            state.requestedBy(),
            state.requestedAt(),
            state.finishedAt()));
    return state;
  }

  private static boolean isFinished(UndoState state) {
    return state.finishedAt() != null;
  }

  /**
   * Waits a moment for the end of an import all of whose rows are merged: import-service tells its
   * users of the end before it is known here. Outside any transaction.
   */
  public void awaitEnd(UUID teamId, UUID productId, UUID importId) {
    for (int look = 0; look < MOST_LOOKS && isAboutToEnd(teamId, productId, importId); look++) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private boolean isAboutToEnd(UUID teamId, UUID productId, UUID importId) {
    return jdbc.sql(
            """
            SELECT status NOT IN ('finished', 'cancelled', 'failed')
                   AND published <= (SELECT coalesce(sum(m.seq), 0) FROM mark m
                                      WHERE m.team_id = r.team_id AND m.product_id = r.product_id
                                        AND m.run_id = r.run_id)
              FROM run r
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND mode = 'import'
            """)
        .params(teamId, productId, importId)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  private Run lockRun(UUID teamId, UUID productId, UUID importId) {
    return jdbc.sql(
            """
            SELECT status, undo,
                   published <= (SELECT coalesce(sum(m.seq), 0) FROM mark m
                                  WHERE m.team_id = r.team_id AND m.product_id = r.product_id
                                    AND m.run_id = r.run_id) AS drained
              FROM run r
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND mode = 'import'
               FOR UPDATE
            """)
        .params(teamId, productId, importId)
        .query(
            (row, number) ->
                new Run(row.getString("status"), row.getString("undo"), row.getBoolean("drained")))
        .optional()
        .orElseThrow(() -> Problem.notFound("import"));
  }

  private static void requireEnded(Run run) {
    boolean ended =
        switch (run.status()) {
          case "finished", "cancelled", "failed" -> true;
          default -> false;
        };
    if (!ended || !run.drained()) {
      throw new Problem(HttpStatus.CONFLICT, "import-not-ended", Map.of("status", run.status()));
    }
  }

  private void begin(UUID teamId, UUID productId, UUID importId, boolean dry, UUID userId) {
    jdbc.sql(
            """
            INSERT INTO undo AS known
              (team_id, product_id, run_id, dry, status, version, customers, requested_by,
               requested_at)
            SELECT :team, :product, :run, :dry, 'running',
                   (SELECT last_value + 1 FROM revision_base),
                   coalesce(sum(m.created + m.updated + m.unchanged), 0), :by, :now
              FROM mark m
             WHERE m.team_id = :team AND m.product_id = :product AND m.run_id = :run
            ON CONFLICT (team_id, product_id, run_id, dry) DO UPDATE
               SET status = 'running', version = known.version + 1,
                   customers = CASE WHEN known.dry THEN excluded.customers
                                    ELSE known.customers END,
                   reversed = CASE WHEN known.dry THEN 0 ELSE known.reversed END,
                   gone = CASE WHEN known.dry THEN 0 ELSE known.gone END,
                   kept = CASE WHEN known.dry THEN 0 ELSE known.kept END,
                   edited = CASE WHEN known.dry THEN 0 ELSE known.edited END,
                   gross = CASE WHEN known.dry THEN '{}' ELSE known.gross END,
                   failed = 0, requested_by = excluded.requested_by,
                   requested_at = excluded.requested_at, finished_at = NULL
            """)
        .param("team", teamId)
        .param("product", productId)
        .param("run", importId)
        .param("dry", dry)
        .param("by", userId)
        .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
  }

  /** An undo, or a look at one; nothing if nobody asked for it. */
  public Optional<UndoState> state(UUID teamId, UUID productId, UUID importId, boolean dry) {
    return jdbc.sql(
            """
            SELECT * FROM undo
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND dry = ?
            """)
        .params(teamId, productId, importId, dry)
        .query((row, number) -> state(row))
        .optional();
  }

  private UndoState state(ResultSet row) throws SQLException {
    long reversed = row.getLong("reversed");
    long gone = row.getLong("gone");
    long kept = row.getLong("kept");
    long failed = row.getLong("failed");
    List<Amount> amounts = new ArrayList<>();
    new TreeMap<>(amounts(json, row.getString("gross")))
        .forEach((currency, minor) -> amounts.add(Amount.of(minor, currency)));
    return new UndoState(
        row.getObject("run_id", UUID.class),
        row.getBoolean("dry"),
        row.getString("status"),
        row.getLong("version"),
        row.getLong("customers"),
        reversed + gone + kept + failed,
        reversed,
        gone,
        kept,
        failed,
        row.getLong("edited"),
        amounts,
        row.getObject("requested_by", UUID.class),
        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
        instant(row));
  }

  static Map<String, Long> amounts(JsonMapper json, String text) {
    return json.readValue(text, AMOUNTS);
  }

  private static @Nullable Instant instant(ResultSet row) throws SQLException {
    OffsetDateTime at = row.getObject("finished_at", OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
