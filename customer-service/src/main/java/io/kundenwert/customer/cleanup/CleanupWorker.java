package io.kundenwert.customer.cleanup;

import io.kundenwert.customer.merge.CustomerDeletion;
import io.kundenwert.customer.merge.Gate;
import io.kundenwert.customer.pace.ChunkedJobs;
import io.kundenwert.customer.publish.TouchedOutbox;
import io.kundenwert.events.AuditEntry;
import io.kundenwert.support.audit.Audit;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Archives, brings back and deletes, in chunks under the merge's locks. Each chunk is whole; after
 * a crash what is left is what is still to be done.
 */
@Component
class CleanupWorker {
  /** Nobody does it by hand: it is what was confirmed 30 days before. */
  private static final AuditEntry.Actor SYSTEM = new AuditEntry.Actor(null, "system", null);

  private static final Logger log = LoggerFactory.getLogger(CleanupWorker.class);
  private static final Duration PREVIEWS_KEPT = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final ChunkedJobs jobs;
  private final Archive archive;
  private final Gate gate;
  private final CustomerDeletion deletion;
  private final TouchedOutbox hints;
  private final Audit audit;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final int chunk;

  private record Task(UUID teamId, UUID productId, UUID cleanupId, boolean undo) {}

  private record Product(UUID teamId, UUID productId) {}

  CleanupWorker(
      JdbcClient jdbc,
      ChunkedJobs jobs,
      Archive archive,
      Gate gate,
      CustomerDeletion deletion,
      TouchedOutbox hints,
      Audit audit,
      Clock clock,
      PlatformTransactionManager transactions,
      @Value("${kundenwert.cleanup.chunk:2000}") int chunk) {
    this.jdbc = jdbc;
    this.jobs = jobs;
    this.archive = archive;
    this.gate = gate;
    this.deletion = deletion;
    this.hints = hints;
    this.audit = audit;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.chunk = chunk;
  }

  @Scheduled(
      initialDelayString = "${kundenwert.cleanup.delay:500ms}",
      fixedDelayString = "${kundenwert.cleanup.delay:500ms}")
  void work() {
    jobs.takeTurns(this::tasks, this::work);
  }

  private List<Task> tasks() {
    return jdbc.sql(
            """
            SELECT team_id, product_id, cleanup_id, status = 'undoing' AS undo FROM cleanup
             WHERE status IN ('running', 'undoing') ORDER BY cleanup_id
            """)
        .query(
            (row, number) ->
                new Task(
                    row.getObject("team_id", UUID.class),
                    row.getObject("product_id", UUID.class),
                    row.getObject("cleanup_id", UUID.class),
                    row.getBoolean("undo")))
        .list();
  }

  private boolean work(Task task) {
    try {
      return Boolean.TRUE.equals(transaction.execute(status -> some(task)));
    } catch (RuntimeException failure) {
      log.warn(
          "Cleanup {} goes on later: {}", task.cleanupId(), failure.getClass().getSimpleName());
      log.debug("Cleanup failed", failure);
      return false;
    }
  }

  private boolean some(Task task) {
    if (!jobs.claim(ChunkedJobs.Kind.CLEANUP, task.cleanupId())
        || !hasStatus(task, task.undo() ? "undoing" : "running")) {
      return false;
    }
    boolean more = task.undo() ? bringSomeBack(task) : archiveSome(task);
    if (!more) {
      finish(task);
    }
    return more;
  }

  private boolean hasStatus(Task task, String status) {
    return jdbc.sql(
            """
            SELECT status = ? FROM cleanup
             WHERE team_id = ? AND product_id = ? AND cleanup_id = ?
            """)
        .params(status, task.teamId(), task.productId(), task.cleanupId())
        .query(Boolean.class)
        .single();
  }

  private List<UUID> members(Task task) {
    return jdbc.sql(
            """
            SELECT customer_id FROM cleanup_member
             WHERE team_id = ? AND product_id = ? AND cleanup_id = ?
             ORDER BY team_id, product_id, cleanup_id, customer_id LIMIT ?
            """)
        .params(task.teamId(), task.productId(), task.cleanupId(), chunk)
        .query(UUID.class)
        .list();
  }

  private boolean archiveSome(Task task) {
    List<UUID> ids = members(task);
    if (ids.isEmpty()) {
      return false;
    }
    archive.lock(task.teamId(), task.productId(), ids);
    hints.touched(task.teamId(), task.productId(), archive(task, ids));
    return true;
  }

  private List<UUID> archive(Task task, List<UUID> ids) {
    UUID[] array = ids.toArray(UUID[]::new);
    List<UUID> gone =
        jdbc.sql(
                """
                UPDATE customer_value v
                   SET archived_reason = 'cleanup', archived_until = c.expires_at,
                       archived_below = c.threshold, archived_by = c.rank_by,
                       archived_id = c.cleanup_id, version = nextval('state_version')
                  FROM (SELECT * FROM cleanup
                         WHERE team_id = ? AND product_id = ? AND cleanup_id = ?) c
                 WHERE v.team_id = ? AND v.product_id = ? AND v.customer_id = ANY(?)
                   AND v.archived_reason IS NULL
                   AND CASE c.rank_by WHEN 'net' THEN v.net ELSE v.gross END < c.threshold
                RETURNING v.customer_id
                """)
            .params(
                task.teamId(),
                task.productId(),
                task.cleanupId(),
                task.teamId(),
                task.productId(),
                array)
            .query(UUID.class)
            .list();
    jdbc.sql(
            """
            DELETE FROM cleanup_member
             WHERE team_id = ? AND product_id = ? AND cleanup_id = ? AND customer_id = ANY(?)
            """)
        .params(task.teamId(), task.productId(), task.cleanupId(), array)
        .update();
    jdbc.sql(
            """
            UPDATE cleanup SET archived = archived + ?, skipped = skipped + ?
             WHERE team_id = ? AND product_id = ? AND cleanup_id = ?
            """)
        .params(
            gone.size(),
            ids.size() - gone.size(),
            task.teamId(),
            task.productId(),
            task.cleanupId())
        .update();
    return gone;
  }

  private boolean bringSomeBack(Task task) {
    Archive.Back back =
        archive.bringSomeBack(task.teamId(), task.productId(), task.cleanupId(), chunk);
    jdbc.sql(
            """
            UPDATE cleanup SET restored = restored + ?
             WHERE team_id = ? AND product_id = ? AND cleanup_id = ?
            """)
        .params(back.restored(), task.teamId(), task.productId(), task.cleanupId())
        .update();
    return back.found() > 0;
  }

  private void finish(Task task) {
    jdbc.sql(
            """
            UPDATE cleanup SET status = ?, finished_at = ?
             WHERE team_id = ? AND product_id = ? AND cleanup_id = ?
            """)
        .params(
            task.undo() ? "undone" : "finished",
            Cleanups.at(clock.instant()),
            task.teamId(),
            task.productId(),
            task.cleanupId())
        .update();
  }

  /** Deletes whoever was archived long enough, and forgets previews that nobody confirmed. */
  @Scheduled(
      initialDelayString = "${kundenwert.cleanup.purge:1h}",
      fixedDelayString = "${kundenwert.cleanup.purge:1h}")
  @SchedulerLock(name = "cleanup-purge", lockAtMostFor = "2h")
  public void purge() {
    List<Product> products =
        jdbc.sql(
                """
                SELECT DISTINCT team_id, product_id FROM customer_value
                 WHERE archived_reason IS NOT NULL AND archived_until < ?
                """)
            .param(Cleanups.at(clock.instant()))
            .query(
                (row, number) ->
                    new Product(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .list();
    for (Product product : products) {
      long deleted = 0;
      Integer more;
      do {
        more = transaction.execute(status -> purgeSome(product));
        deleted += more == null ? 0 : more;
      } while (more != null && more > 0);
      log.info("{} archived customers of product {} are deleted", deleted, product.productId());
    }
    jdbc.sql(
            """
            WITH old AS (
              DELETE FROM cleanup WHERE status = 'preview' AND created_at < ?
              RETURNING team_id, product_id, cleanup_id)
            DELETE FROM cleanup_member m USING old
             WHERE m.team_id = old.team_id AND m.product_id = old.product_id
               AND m.cleanup_id = old.cleanup_id
            """)
        .param(Cleanups.at(clock.instant().minus(PREVIEWS_KEPT)))
        .update();
  }

  private int purgeSome(Product product) {
    gate.pass(product.productId());
    List<UUID> ids =
        jdbc.sql(
                """
                SELECT customer_id FROM customer_value
                 WHERE team_id = ? AND product_id = ? AND archived_reason IS NOT NULL
                   AND archived_until < ?
                 ORDER BY team_id, product_id, customer_id LIMIT ?
                   FOR UPDATE
                """)
            .params(product.teamId(), product.productId(), Cleanups.at(clock.instant()), chunk)
            .query(UUID.class)
            .list();
    if (!ids.isEmpty()) {
      deletion.delete(product.teamId(), product.productId(), ids);
      hints.touched(product.teamId(), product.productId(), ids);
      audit.record(
          SYSTEM,
          product.teamId(),
          product.productId(),
          "cleanup.purged",
          "product",
          product.productId(),
          new Audit.Change("customers", null, Integer.toString(ids.size())));
    }
    return ids.size();
  }
}
