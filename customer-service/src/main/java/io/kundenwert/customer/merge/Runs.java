package io.kundenwert.customer.merge;

import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.ImportRunState;
import io.kundenwert.events.RunMode;
import io.kundenwert.support.ids.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The runs that may merge rows. A run registers before it publishes: it gets its place in the
 * team's order of origins, and the same content is not registered for a product twice by accident
 * (A8).
 */
@Service
public class Runs {
  private static final Logger log = LoggerFactory.getLogger(Runs.class);

  /** First key of the advisory locks that let one content register at a time. */
  private static final int CONTENT_LOCK = 1;

  /** Above this share of known addresses amounts may be totals that grow (A8). */
  private static final long MANY_KNOWN_PERCENT = 50;

  private final JdbcClient jdbc;
  private final Origins origins;
  private final DryRuns dryRuns;
  private final Clock clock;

  Runs(JdbcClient jdbc, Origins origins, DryRuns dryRuns, Clock clock) {
    this.jdbc = jdbc;
    this.origins = origins;
    this.dryRuns = dryRuns;
    this.clock = clock;
  }

  /**
   * What registers.
   *
   * @param teamId team
   * @param productId product
   * @param runId run; registering it again changes nothing
   * @param sourceName name of the source, made if the product has none of that name
   * @param sha256 hash of the content
   * @param fileName name of the file
   * @param rows data rows if known
   * @param amounts what the amounts mean
   * @param mode whether the run writes
   * @param startedBy user
   * @param importAgain whether the content may be one that was imported before
   * @param addresses normalised addresses of some rows whose amounts would be added; empty where
   *     nobody needs to be asked whether they are meant to be
   * @param replaces import that the run takes the place of, whose content may be the same; null if
   *     none
   * @param kept of a dry run: what lets it be looked at; null if nobody will
   */
  public record Registration(
      UUID teamId,
      UUID productId,
      UUID runId,
      String sourceName,
      String sha256,
      String fileName,
      @Nullable Long rows,
      AmountMeaning amounts,
      RunMode mode,
      UUID startedBy,
      boolean importAgain,
      List<String> addresses,
      @Nullable UUID replaces,
      @Nullable Kept kept) {}

  /**
   * Whose dry run it is, and for how long what it shows may be kept.
   *
   * @param importId its import
   * @param until when the content of the file is forgotten
   */
  public record Kept(UUID importId, Instant until) {}

  /** What became of a registration. */
  public sealed interface Answer {}

  /**
   * The run may publish.
   *
   * @param sourceId its source
   * @param originSeq its place in the team's order of origins
   */
  public record Registered(UUID sourceId, long originSeq) implements Answer {}

  /** The id is taken by a run of another product or content. */
  public record Mismatch() implements Answer {}

  /**
   * The content is there already.
   *
   * @param runId run that imported it
   * @param fileName name of its file
   * @param startedBy who started it
   * @param startedAt when
   * @param rows rows of the file, or those that were handled so far
   * @param grossByCurrency gross amount of its rows in minor units
   */
  public record AlreadyImported(
      UUID runId,
      String fileName,
      UUID startedBy,
      Instant startedAt,
      long rows,
      Map<String, Long> grossByCurrency)
      implements Answer {}

  /**
   * Most of the addresses are customers already, whose amounts would be added to (A8).
   *
   * @param known how many of them
   * @param of how many were looked at
   */
  public record KnownAddresses(long known, long of) implements Answer {}

  /** The product of a team's import; nothing if it was never started. */
  public Optional<UUID> productOf(UUID teamId, UUID importId) {
    return jdbc.sql("SELECT product_id FROM run WHERE run_id = ? AND team_id = ?")
        .params(importId, teamId)
        .query(UUID.class)
        .optional();
  }

  /** Registers a run. Of registrations with one content at a time exactly one goes through. */
  @Transactional
  public Answer register(Registration registration) {
    lockContent(registration);
    Optional<Answer> known = known(registration);
    if (known.isPresent()) {
      return known.get();
    }
    if (!registration.importAgain() && registration.mode() == RunMode.IMPORT) {
      Optional<AlreadyImported> before = imported(registration);
      if (before.isPresent()) {
        return before.get();
      }
      Optional<KnownAddresses> addresses = knownAddresses(registration);
      if (addresses.isPresent()) {
        return addresses.get();
      }
    }
    boolean dry = registration.mode() == RunMode.DRY;
    UUID sourceId = dry ? knownSource(registration).orElseGet(Ids::next) : source(registration);
    if (dry) {
      dryRuns.begin(registration.runId());
    }
    long originSeq = origins.next(registration.teamId());
    if (!insert(registration, sourceId, originSeq, clock.instant())) {
      // Somebody registered another content under that id just now.
      return new Mismatch();
    }
    if (!dry) {
      // Nobody needs to know any more what it would do.
      dryRuns.forget(registration.teamId(), registration.productId(), registration.runId());
    } else if (registration.kept() != null) {
      dryRuns.keep(
          registration.teamId(),
          registration.productId(),
          registration.runId(),
          registration.kept());
    }
    return new Registered(sourceId, originSeq);
  }

  /**
   * Notes where import-service says a run stands, if that is newer than what is known. A run that
   * is not known was registered after the backup from which the database was restored.
   */
  @Transactional
  public void apply(ImportRunState state) {
    if (state.origin() != null) {
      registerAgain(state, state.origin());
    }
    jdbc.sql(
            """
            UPDATE run
               SET status = ?, published = ?, status_version = ?,
                   file_rows = COALESCE(?, file_rows)
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND status_version < ?
            """)
        .param(state.status())
        .param(state.counts().published())
        .param(state.version())
        .param(state.rows())
        .param(state.teamId())
        .param(state.productId())
        .param(state.runId())
        .param(state.version())
        .update();
    if (state.mode().equals(RunMode.DRY.wireName()) && state.endedAt() != null) {
      dryRuns.end(state.runId());
    }
  }

  private boolean insert(Registration run, UUID sourceId, long originSeq, Instant startedAt) {
    return jdbc.sql(
                """
                INSERT INTO run
                  (team_id, product_id, run_id, source_id, origin_seq, sha256, file_name,
                   file_rows, amounts, mode, started_by, started_at)
                VALUES (:team, :product, :run, :source, :origin, :sha256, :file, :rows, :amounts,
                        :mode, :by, :at)
                ON CONFLICT (run_id) DO NOTHING
                """)
            .param("team", run.teamId())
            .param("product", run.productId())
            .param("run", run.runId())
            .param("source", sourceId)
            .param("origin", originSeq)
            .param("sha256", run.sha256())
            .param("file", run.fileName())
            .param("rows", run.rows())
            .param("amounts", run.amounts().wireName())
            .param("mode", run.mode().wireName())
            .param("by", run.startedBy())
            .param("at", startedAt.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  private void registerAgain(ImportRunState state, ImportRunState.Origin origin) {
    Registration run =
        new Registration(
            state.teamId(),
            state.productId(),
            state.runId(),
            origin.sourceName().strip(),
            origin.sha256(),
            origin.fileName(),
            state.rows(),
            AmountMeaning.ofWireName(origin.amounts()),
            RunMode.ofWireName(state.mode()),
            state.startedBy(),
            true,
            List.of(),
            null,
            null);
    if (insert(run, state.sourceId(), origin.originSeq(), state.startedAt())) {
      log.info("Run {} is registered again", state.runId());
      origins.atLeast(state.teamId(), origin.originSeq());
      insertSource(run, state.sourceId(), run.sourceName());
      // If another source had the name by then, this one gets one of its own.
      insertSource(run, state.sourceId(), run.sourceName() + " " + state.sourceId());
    }
  }

  private void lockContent(Registration registration) {
    jdbc.sql("SELECT pg_advisory_xact_lock(?, ?)")
        .param(CONTENT_LOCK)
        .param(Objects.hash(registration.productId(), registration.sha256()))
        .query(row -> {});
  }

  private Optional<Answer> known(Registration registration) {
    return jdbc.sql(
            "SELECT team_id, product_id, sha256, source_id, origin_seq FROM run WHERE run_id = ?")
        .param(registration.runId())
        .query(
            (row, number) -> {
              boolean same =
                  registration.teamId().equals(row.getObject("team_id", UUID.class))
                      && registration.productId().equals(row.getObject("product_id", UUID.class))
                      && registration.sha256().equals(row.getString("sha256"));
              return same
                  ? (Answer)
                      new Registered(
                          row.getObject("source_id", UUID.class), row.getLong("origin_seq"))
                  : new Mismatch();
            })
        .optional();
  }

  private Optional<AlreadyImported> imported(Registration registration) {
    return jdbc.sql(
            """
            SELECT run_id, file_name, started_by, started_at, file_rows FROM run
             WHERE product_id = ? AND sha256 = ? AND team_id = ? AND mode = 'import'
               AND run_id IS DISTINCT FROM ?
               AND (undo <> 'undone' OR EXISTS (
                 SELECT FROM undo_failure f
                  WHERE f.team_id = run.team_id AND f.product_id = run.product_id
                    AND f.run_id = run.run_id))
               AND NOT (status IN ('failed', 'cancelled') AND published = 0)
             ORDER BY origin_seq DESC LIMIT 1
            """)
        .param(registration.productId())
        .param(registration.sha256())
        .param(registration.teamId())
        .param(registration.replaces())
        .query(
            (row, number) -> {
              UUID runId = row.getObject("run_id", UUID.class);
              long rows = row.getLong("file_rows");
              return new AlreadyImported(
                  runId,
                  row.getString("file_name"),
                  row.getObject("started_by", UUID.class),
                  row.getObject("started_at", OffsetDateTime.class).toInstant(),
                  row.wasNull() || rows == 0 ? handled(registration, runId) : rows,
                  grossByCurrency(registration, runId));
            })
        .optional();
  }

  private Optional<KnownAddresses> knownAddresses(Registration registration) {
    int of = registration.addresses().size();
    if (of == 0) {
      return Optional.empty();
    }
    long known =
        jdbc.sql(
                """
                SELECT count(*) FROM identity
                 WHERE team_id = ? AND product_id = ? AND email_key = ANY(?)
                """)
            .params(
                registration.teamId(),
                registration.productId(),
                registration.addresses().toArray(String[]::new))
            .query(Long.class)
            .single();
    return known * 100 > MANY_KNOWN_PERCENT * of
        ? Optional.of(new KnownAddresses(known, of))
        : Optional.empty();
  }

  private long handled(Registration registration, UUID runId) {
    return jdbc.sql(
            """
            SELECT COALESCE(sum(seq), 0) FROM mark
             WHERE team_id = ? AND product_id = ? AND run_id = ?
            """)
        .params(registration.teamId(), registration.productId(), runId)
        .query(Long.class)
        .single();
  }

  private Map<String, Long> grossByCurrency(Registration registration, UUID runId) {
    Map<String, Long> gross = new TreeMap<>();
    jdbc.sql(
            """
            SELECT amount.key AS currency, sum(amount.value::bigint) AS minor
              FROM mark, jsonb_each_text(mark.gross) AS amount
             WHERE team_id = ? AND product_id = ? AND run_id = ?
             GROUP BY amount.key
            """)
        .params(registration.teamId(), registration.productId(), runId)
        .query(
            row -> {
              gross.put(row.getString("currency"), row.getLong("minor"));
            });
    return gross;
  }

  private UUID source(Registration registration) {
    insertSource(registration, Ids.next(), registration.sourceName().strip());
    return knownSource(registration).orElseThrow();
  }

  /** Makes a source, unless there is one of that id or name. */
  private void insertSource(Registration registration, UUID sourceId, String name) {
    jdbc.sql(
            """
            INSERT INTO source (team_id, product_id, source_id, name, name_key, kind, created_at)
            SELECT :team, :product, :source, :name, :key, 'file', :at
             WHERE NOT EXISTS (
               SELECT FROM source
                WHERE team_id = :team AND product_id = :product AND source_id = :source)
            ON CONFLICT (product_id, name_key) DO NOTHING
            """)
        .param("team", registration.teamId())
        .param("product", registration.productId())
        .param("source", sourceId)
        .param("name", name)
        .param("key", nameKey(name))
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private Optional<UUID> knownSource(Registration registration) {
    return jdbc.sql("SELECT source_id FROM source WHERE product_id = ? AND name_key = ?")
        .params(registration.productId(), nameKey(registration.sourceName()))
        .query(UUID.class)
        .optional();
  }

  private static String nameKey(String sourceName) {
    return sourceName.strip().toLowerCase(Locale.ROOT);
  }
}
