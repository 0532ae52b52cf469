package io.kundenwert.customer.undo;

import io.kundenwert.customer.merge.RunRemovals;
import io.kundenwert.customer.merge.RunRemovals.Removed;
import io.kundenwert.customer.pace.ChunkedJobs;
import io.kundenwert.customer.pace.MassChanges;
import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.publish.TouchedOutbox;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Undoes what was asked for, in chunks that take turns among the undone imports. An import's
 * customers are divided into slices, and one instance works on a slice at a time: while the
 * database writes one chunk, the next one is worked out. Whoever takes over after a crash goes on
 * with the contributions that are left, and begins a look anew.
 */
@Component
class UndoWorker {
  private static final Logger log = LoggerFactory.getLogger(UndoWorker.class);

  /** Chunks of an import that are under way at once; a power of two. */
  private static final int SLICES = 2;

  private static final String LEFT =
      """
        FROM contribution c
       WHERE c.run_id = ? AND c.external_id = ''
         AND (SELECT true FROM undo_failure f
               WHERE f.team_id = ? AND f.product_id = ? AND f.run_id = ?
                 AND f.identity_id = c.identity_id LIMIT 1) IS NULL
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate streaming;
  private final ChunkedJobs jobs;
  private final Undos undos;
  private final RunRemovals removals;
  private final EditedCustomers edited;
  private final Products products;
  private final TouchedOutbox hints;
  private final MassChanges massChanges;
  private final JsonMapper json;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final TransactionTemplate snapshot;
  private final TransactionTemplate aside;
  private final int chunk;

  private record Task(UUID teamId, UUID productId, UUID runId, UUID sourceId, boolean dry) {}

  UndoWorker(
      JdbcClient jdbc,
      DataSource dataSource,
      ChunkedJobs jobs,
      Undos undos,
      RunRemovals removals,
      EditedCustomers edited,
      Products products,
      TouchedOutbox hints,
      MassChanges massChanges,
      JsonMapper json,
      Clock clock,
      PlatformTransactionManager transactions,
      @Value("${kundenwert.undo.chunk:4000}") int chunk) {
    this.jdbc = jdbc;
    this.streaming = new JdbcTemplate(dataSource);
    this.streaming.setFetchSize(chunk);
    this.chunk = chunk;
    this.jobs = jobs;
    this.undos = undos;
    this.removals = removals;
    this.edited = edited;
    this.products = products;
    this.hints = hints;
    this.massChanges = massChanges;
    this.json = json;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setReadOnly(true);
    this.aside = new TransactionTemplate(transactions);
    this.aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Scheduled(
      initialDelayString = "${kundenwert.undo.delay:500ms}",
      fixedDelayString = "${kundenwert.undo.delay:500ms}")
  void work() {
    if (tasks().isEmpty()) {
      return;
    }
    List<Thread> workers = new ArrayList<>();
    for (int each = 0; each < SLICES; each++) {
      int slice = each;
      workers.add(
          Thread.ofVirtual()
              .name("undo-" + slice)
              .uncaughtExceptionHandler((thread, failure) -> goesOnLater("Undo", failure))
              .start(() -> jobs.takeTurns(this::tasks, task -> work(task, slice))));
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException stopped) {
      // The application ends: what the workers have not committed is done by the next one.
      workers.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }

  private List<Task> tasks() {
    return jdbc.sql(
            """
            SELECT u.team_id, u.product_id, u.run_id, u.dry,
                   (SELECT r.source_id FROM run r
                     WHERE r.team_id = u.team_id AND r.product_id = u.product_id
                       AND r.run_id = u.run_id) AS source_id
              FROM undo u WHERE u.status = 'running' ORDER BY u.requested_at, u.run_id
            """)
        .query(
            (row, number) ->
                new Task(
                    row.getObject("team_id", UUID.class),
                    row.getObject("product_id", UUID.class),
                    row.getObject("run_id", UUID.class),
                    row.getObject("source_id", UUID.class),
                    row.getBoolean("dry")))
        .list();
  }

  /** One chunk of an undo, or a whole look; whether there is more to do at once. */
  private boolean work(Task task, int slice) {
    try {
      ProductSettings product =
          products
              .find(task.teamId(), task.productId())
              .orElseThrow(() -> new IllegalStateException("The product's settings are missing"));
      if (task.dry()) {
        if (slice == 0) {
          snapshot.executeWithoutResult(status -> look(task, product));
        }
        return false;
      }
      return Boolean.TRUE.equals(transaction.execute(status -> undoSome(task, slice, product)));
    } catch (RuntimeException failure) {
      goesOnLater("Undo of run " + task.runId(), failure);
      return false;
    }
  }

  /** What was committed stays; the rest is tried again. */
  private static void goesOnLater(String what, Throwable failure) {
    log.warn("{} goes on later: {}", what, failure.getClass().getSimpleName());
    log.debug("Undo failed", failure);
  }

  private boolean claim(Task task, int slice) {
    UUID job =
        slice == 0
            ? task.runId()
            : new UUID(
                task.runId().getMostSignificantBits(),
                ~task.runId().getLeastSignificantBits() - slice);
    return jobs.claim(ChunkedJobs.Kind.UNDO, job) && isRunning(task);
  }

  private boolean isRunning(Task task) {
    return jdbc.sql(
            """
            SELECT status = 'running' FROM undo
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND dry = ?
            """)
        .params(task.teamId(), task.productId(), task.runId(), task.dry())
        .query(Boolean.class)
        .single();
  }

  private boolean undoSome(Task task, int slice, ProductSettings product) {
    if (!claim(task, slice)) {
      return false;
    }
    List<UUID> identities = identitiesLeft(task, slice);
    if (identities.isEmpty()) {
      if (!isSomethingLeft(task)) {
        finish(task);
      }
      return false;
    }
    try (var batch = massChanges.batch(identities.size())) {
      Removed removed =
          removals.remove(
              product,
              task.runId(),
              task.sourceId(),
              identities,
              (identity, code) -> noteFailure(task, identity, code));
      hints.touched(task.teamId(), task.productId(), removed.touched());
      add(task, removed);
    }
    undos.announced(task.teamId(), task.productId(), task.runId());
    return true;
  }

  private List<UUID> identitiesLeft(Task task, int slice) {
    jdbc.sql("SELECT set_config('enable_seqscan', 'off', true)").query(String.class).single();
    return jdbc.sql(
            "SELECT c.identity_id"
                + LEFT
                + " AND (uuid_hash(c.identity_id) & "
                + (SLICES - 1)
                + ") = ? LIMIT ?")
        .params(task.runId(), task.teamId(), task.productId(), task.runId(), slice, chunk)
        .query(UUID.class)
        .list();
  }

  /** What another slice has not committed yet is left. */
  private boolean isSomethingLeft(Task task) {
    return jdbc.sql("SELECT EXISTS (SELECT 1" + LEFT + ")")
        .params(task.runId(), task.teamId(), task.productId(), task.runId())
        .query(Boolean.class)
        .single();
  }

  private void noteFailure(Task task, UUID identityId, String code) {
    jdbc.sql("INSERT INTO undo_failure VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        .params(task.teamId(), task.productId(), task.runId(), identityId, code)
        .update();
  }

  private void look(Task task, ProductSettings product) {
    if (!claim(task, 0)) {
      return;
    }
    List<UUID> identities = new ArrayList<>();
    Found found = new Found(task);
    // Also those of a look that broke off.
    aside.executeWithoutResult(status -> forgetLooks(task));
    streaming.query(
        "SELECT identity_id FROM contribution WHERE run_id = ? AND external_id = ''",
        row -> {
          identities.add(row.getObject(1, UUID.class));
          if (identities.size() == chunk) {
            Removed more = look(task, product, identities);
            aside.executeWithoutResult(status -> found.add(more));
            identities.clear();
          }
        },
        task.runId());
    Removed rest = look(task, product, identities);
    aside.executeWithoutResult(
        status -> {
          found.add(rest);
          end(task);
        });
  }

  /** What a look has found so far. */
  private final class Found {
    private final Task task;
    private Removed sum = Removed.NOTHING;
    private long ofEdited;

    Found(Task task) {
      this.task = task;
    }

    void add(Removed more) {
      sum = sum.plus(more).numbers();
      ofEdited += note(task, more);
      put(task, sum, ofEdited);
    }
  }

  /** Notes who keeps what people entered; how many were not counted before. */
  private int note(Task task, Removed removed) {
    return edited.note(task.teamId(), task.productId(), task.runId(), task.dry(), removed.edited());
  }

  private void forgetLooks(Task task) {
    edited.forgetLooks(task.teamId(), task.productId(), task.runId());
  }

  private Removed look(Task task, ProductSettings product, List<UUID> identities) {
    return identities.isEmpty()
        ? Removed.NOTHING
        : removals.look(product, task.runId(), task.sourceId(), List.copyOf(identities));
  }

  private record Known(Removed removed, long edited) {}

  private void add(Task task, Removed removed) {
    Known known =
        jdbc.sql(
                """
                SELECT reversed, gone, kept, failed, edited, gross::text AS gross FROM undo
                 WHERE team_id = ? AND product_id = ? AND run_id = ? AND dry = ?
                   FOR UPDATE
                """)
            .params(task.teamId(), task.productId(), task.runId(), task.dry())
            .query(
                (row, number) ->
                    new Known(
                        new Removed(
                            row.getLong("reversed"),
                            row.getLong("gone"),
                            row.getLong("kept"),
                            row.getLong("failed"),
                            Undos.amounts(json, row.getString("gross")),
                            Set.of(),
                            Set.of()),
                        row.getLong("edited")))
            .single();
    put(task, known.removed().plus(removed), known.edited() + note(task, removed));
  }

  private void put(Task task, Removed sum, long ofEdited) {
    jdbc.sql(
            """
            UPDATE undo
               SET version = version + 1, reversed = ?, gone = ?, kept = ?, failed = ?,
                   edited = ?, gross = ?::jsonb
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND dry = ?
            """)
        .params(sum.reversed(), sum.gone(), sum.kept(), sum.failed(), ofEdited)
        .param(json.writeValueAsString(sum.gross()))
        .params(List.of(task.teamId(), task.productId(), task.runId(), task.dry()))
        .update();
  }

  /** Both slices may find that nothing is left: the first one ends the undo. */
  private void finish(Task task) {
    boolean running =
        jdbc.sql(
                """
                SELECT status = 'running' FROM undo
                 WHERE team_id = ? AND product_id = ? AND run_id = ? AND dry = ? FOR UPDATE
                """)
            .params(task.teamId(), task.productId(), task.runId(), task.dry())
            .query(Boolean.class)
            .single();
    if (!running) {
      return;
    }
    jdbc.sql(
            """
            UPDATE run SET undo = 'undone', undone_at = ?
             WHERE team_id = ? AND product_id = ? AND run_id = ?
            """)
        .params(now(), task.teamId(), task.productId(), task.runId())
        .update();
    forgetLooks(task);
    end(task);
    undos.announced(task.teamId(), task.productId(), task.runId());
    log.info("Run {} is undone", task.runId());
  }

  private void end(Task task) {
    jdbc.sql(
            """
            UPDATE undo SET status = 'finished', version = version + 1, finished_at = ?
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND dry = ?
            """)
        .params(now(), task.teamId(), task.productId(), task.runId(), task.dry())
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
