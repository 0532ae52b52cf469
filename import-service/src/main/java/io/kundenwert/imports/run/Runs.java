package io.kundenwert.imports.run;

import io.kundenwert.events.RunMode;
import io.kundenwert.imports.conversion.ReadingPlan;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Starts, stops and shows runs. */
@Component
public class Runs {
  private final JdbcClient jdbc;
  private final RunQueries queries;
  private final RunAnnouncements announcements;
  private final RunRegistration registration;
  private final RowProducers producers;
  private final RunDispatcher dispatcher;
  private final TransactionTemplate transaction;
  private final JsonMapper json;
  private final Clock clock;

  Runs(
      JdbcClient jdbc,
      RunQueries queries,
      RunAnnouncements announcements,
      RunRegistration registration,
      RowProducers producers,
      RunDispatcher dispatcher,
      TransactionTemplate transaction,
      JsonMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.queries = queries;
    this.announcements = announcements;
    this.registration = registration;
    this.producers = producers;
    this.dispatcher = dispatcher;
    this.transaction = transaction;
    this.json = json;
    this.clock = clock;
  }

  /**
   * What a run is made of.
   *
   * @param importId the import, whose id is also that of its run
   * @param teamId team
   * @param productId product
   * @param uploadKey file in the upload store
   * @param fileName name of the file
   * @param sha256 content of the file
   * @param rows data rows of the file
   * @param sourceName named source
   * @param amounts wire name of the amounts' meaning
   * @param importAgain whether the same content may count once more
   * @param version version of the import
   * @param plan how the file is read
   * @param knownRows numbers of rows that are left out since they were imported before
   * @param addresses some of the addresses, if a person has to be asked before their amounts are
   *     added (A8); else empty
   * @param replaces import that is undone with the start; null if none
   * @param keptUntil when the content of the file is forgotten if the import is not started
   */
  public record Start(
      UUID importId,
      UUID teamId,
      UUID productId,
      String uploadKey,
      String fileName,
      String sha256,
      long rows,
      String sourceName,
      String amounts,
      boolean importAgain,
      long version,
      ReadingPlan plan,
      BitSet knownRows,
      List<String> addresses,
      @Nullable UUID replaces,
      Instant keptUntil) {}

  /**
   * Starts the run of an import, once however often it is asked.
   *
   * @throws Problem 409 {@code already-imported} if the content was imported before, {@code
   *     known-addresses} if most of the addresses are customers
   */
  public void start(Caller caller, Start start, Runnable recorded) {
    begin(caller, start, start.importId(), RunMode.IMPORT, recorded);
    // Nobody needs to know any more what it would do.
    queries
        .dryOfImport(start.importId())
        .filter(dry -> dry.endedAt() == null)
        .ifPresent(dry -> transaction.executeWithoutResult(status -> requestCancel(dry)));
  }

  /**
   * Starts a dry run of an import (A4). While one is under way for the same version of the import
   * nothing more is started; one for an older version is stopped.
   *
   * @param recorded run in the transaction in which the run begins
   * @throws Problem 409 {@code dry-run-stopping} until that has ended
   */
  public void startDry(Caller caller, Start start, Runnable recorded) {
    RunRow known =
        queries.dryOfImport(start.importId()).filter(dry -> dry.endedAt() == null).orElse(null);
    if (known == null) {
      begin(caller, start, Ids.next(), RunMode.DRY, recorded);
    } else if (known.cancelRequested()
        || known.fileVersion() == null
        || known.fileVersion() != start.version()) {
      transaction.executeWithoutResult(status -> requestCancel(known));
      dispatcher.nudge();
      throw new Problem(HttpStatus.CONFLICT, "dry-run-stopping");
    }
  }

  private void begin(Caller caller, Start start, UUID runId, RunMode mode, Runnable recorded) {
    RunKey key = new RunKey(start.teamId(), start.productId(), runId);
    RunRegistration.Registered registered =
        registration.register(
            caller,
            start.teamId(),
            start.productId(),
            new RunRegistration.Announced(
                runId,
                start.sourceName(),
                start.sha256(),
                start.fileName(),
                start.rows(),
                start.amounts(),
                mode.wireName(),
                start.importAgain(),
                start.addresses(),
                start.replaces(),
                start.importId(),
                start.keptUntil()));
    RunSnapshot snapshot =
        new RunSnapshot(
            start.uploadKey(),
            start.fileName(),
            start.plan(),
            registered.sourceId(),
            registered.originSeq(),
            start.amounts(),
            mode.wireName(),
            partitions(),
            start.rows());
    transaction.executeWithoutResult(
        status -> {
          if (insert(key, start, snapshot, caller.userId())) {
            leaveOut(key, start.knownRows());
            announcements.changed(key, true);
            recorded.run();
          }
        });
    dispatcher.nudge();
  }

  private int partitions() {
    try {
      return producers.partitions();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
    }
  }

  private boolean insert(RunKey key, Start start, RunSnapshot snapshot, UUID startedBy) {
    OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    Long[] seqs = new Long[snapshot.partitions()];
    java.util.Arrays.fill(seqs, 0L);
    return jdbc.sql(
                """
                INSERT INTO import_run
                       (team_id, product_id, run_id, import_id, mode, version, status, snapshot,
                        source_id, started_by, started_at, turn_at, rows, seqs, announced_at,
                        file_version)
                VALUES (:team, :product, :run, :import, :mode, 1, 'starting', :snapshot::json,
                        :source, :by, :now, clock_timestamp(), :rows, :seqs, :now, :version)
                ON CONFLICT DO NOTHING
                """)
            .param("team", key.teamId())
            .param("product", key.productId())
            .param("run", key.runId())
            .param("import", start.importId())
            .param("mode", snapshot.mode())
            .param("snapshot", json.writeValueAsString(snapshot))
            .param("source", snapshot.sourceId())
            .param("by", startedBy)
            .param("now", now)
            .param("rows", start.rows())
            .param("seqs", seqs)
            .param(
                "version",
                snapshot.mode().equals(RunMode.DRY.wireName()) ? (Long) start.version() : null)
            .update()
        > 0;
  }

  private void leaveOut(RunKey key, BitSet rows) {
    if (!rows.isEmpty()) {
      jdbc.sql(
              """
              INSERT INTO run_known_rows (team_id, product_id, run_id, known) VALUES (?, ?, ?, ?)
              """)
          .params(key.teamId(), key.productId(), key.runId(), rows.toByteArray())
          .update();
    }
  }

  /**
   * Asks a run to stop. Rows published until then stay.
   *
   * @throws Problem 409 {@code import-not-running} if all its rows are published already
   */
  public void cancel(UUID importId) {
    cancel(queries.ofImport(importId));
  }

  /**
   * Asks the dry run of an import to stop.
   *
   * @throws Problem 409 {@code import-not-running} if there is nothing to stop
   */
  public void cancelDry(UUID importId) {
    cancel(queries.dryOfImport(importId));
  }

  private void cancel(Optional<RunRow> known) {
    RunRow run = known.orElseThrow(() -> new Problem(HttpStatus.CONFLICT, "import-not-running"));
    transaction.executeWithoutResult(
        status -> {
          if (!requestCancel(run) && !run.cancelRequested()) {
            throw new Problem(
                HttpStatus.CONFLICT, "import-not-running", Map.of("status", run.status()));
          }
        });
    dispatcher.nudge();
  }

  /**
   * Asks all runs of a product to stop.
   *
   * @return whether none is under way any more
   */
  public boolean stopAll(UUID teamId, UUID productId) {
    List<RunRow> underWay = queries.underWay(teamId, productId);
    for (RunRow run : underWay) {
      if (!run.cancelRequested()) {
        transaction.executeWithoutResult(status -> requestCancel(run));
      }
    }
    if (!underWay.isEmpty()) {
      dispatcher.nudge();
    }
    return underWay.isEmpty();
  }

  /** Whether it was running and not asked before. */
  private boolean requestCancel(RunRow run) {
    int asked =
        jdbc.sql(
                """
                UPDATE import_run SET cancel_requested = true, version = version + 1
                 WHERE team_id = ? AND product_id = ? AND run_id = ? AND outcome IS NULL
                """)
            .params(run.key().teamId(), run.key().productId(), run.key().runId())
            .update();
    if (asked > 0) {
      announcements.changed(run.key(), false);
    }
    return asked > 0;
  }

  /** Whether an import has a run. */
  public boolean isStarted(UUID importId) {
    return queries.ofImport(importId).isPresent();
  }

  /** The run of an import, if it was started. */
  public Optional<RunView> ofImport(UUID importId) {
    Instant now = clock.instant();
    return queries.ofImport(importId).map(run -> RunView.of(run, sums(run.key()), now));
  }

  /**
   * The last dry run of an import, if it was made of a version that still says the same.
   *
   * @param version version of the import
   */
  public Optional<RunView> dryOfImport(UUID importId, long version) {
    Instant now = clock.instant();
    return queries
        .dryOfImport(importId)
        .filter(run -> run.fileVersion() != null && run.fileVersion() == version)
        .map(run -> RunView.of(run, sums(run.key()), now));
  }

  /** The runs of several imports by their ids, without sums. */
  public Map<UUID, RunView> ofImports(List<UUID> importIds) {
    Instant now = clock.instant();
    Map<UUID, RunView> runs = new HashMap<>();
    for (RunRow run : queries.ofImports(importIds)) {
      runs.put(run.importId(), RunView.of(run, List.of(), now));
    }
    return runs;
  }

  private List<RunView.Money> sums(RunKey run) {
    return jdbc.sql(
            """
            SELECT currency, sum(minor::bigint) AS minor
              FROM run_progress, jsonb_each_text(gross) AS amount (currency, minor)
             WHERE team_id = ? AND product_id = ? AND run_id = ?
             GROUP BY currency ORDER BY currency
            """)
        .params(run.teamId(), run.productId(), run.runId())
        .query(
            (row, number) -> new RunView.Money(row.getString("minor"), row.getString("currency")))
        .list();
  }
}
