package io.kundenwert.customer.bulk;

import io.kundenwert.customer.cleanup.Archive;
import io.kundenwert.customer.merge.TagEdits;
import io.kundenwert.customer.merge.TagEdits.Replaced;
import io.kundenwert.customer.pace.ChunkedJobs;
import io.kundenwert.customer.publish.TouchedOutbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
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
 * Does what was confirmed, in chunks under the merge's locks. Each chunk is whole: who was handled
 * is written down with it, so that after a crash what is left is what is still to be done.
 */
@Component
class BulkWorker {
  private static final Logger log = LoggerFactory.getLogger(BulkWorker.class);
  private static final Duration PREVIEWS_KEPT = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final ChunkedJobs jobs;
  private final Archive archive;
  private final TagEdits tagEdits;
  private final TouchedOutbox hints;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final int chunk;

  private record Task(
      UUID teamId,
      UUID productId,
      UUID bulkId,
      BulkKind kind,
      List<String> tags,
      UUID userId,
      boolean undo) {}

  BulkWorker(
      JdbcClient jdbc,
      ChunkedJobs jobs,
      Archive archive,
      TagEdits tagEdits,
      TouchedOutbox hints,
      Clock clock,
      PlatformTransactionManager transactions,
      @Value("${kundenwert.bulk.chunk:1000}") int chunk) {
    this.jdbc = jdbc;
    this.jobs = jobs;
    this.archive = archive;
    this.tagEdits = tagEdits;
    this.hints = hints;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.chunk = chunk;
  }

  @Scheduled(
      initialDelayString = "${kundenwert.bulk.delay:500ms}",
      fixedDelayString = "${kundenwert.bulk.delay:500ms}")
  void work() {
    jobs.takeTurns(this::tasks, this::work);
  }

  private List<Task> tasks() {
    return jdbc.sql(
            """
            SELECT * FROM bulk_change WHERE status IN ('running', 'undoing') ORDER BY bulk_id
            """)
        .query((row, number) -> task(row))
        .list();
  }

  private static Task task(ResultSet row) throws SQLException {
    return new Task(
        row.getObject("team_id", UUID.class),
        row.getObject("product_id", UUID.class),
        row.getObject("bulk_id", UUID.class),
        BulkKind.ofWireName(row.getString("kind")),
        List.of((String[]) row.getArray("tags").getArray()),
        row.getObject("created_by", UUID.class),
        row.getString("status").equals("undoing"));
  }

  private boolean work(Task task) {
    try {
      return Boolean.TRUE.equals(transaction.execute(status -> some(task)));
    } catch (RuntimeException failure) {
      log.warn(
          "Bulk change {} goes on later: {}", task.bulkId(), failure.getClass().getSimpleName());
      log.debug("Bulk change failed", failure);
      return false;
    }
  }

  private boolean some(Task task) {
    if (!jobs.claim(ChunkedJobs.Kind.BULK_CHANGE, task.bulkId())
        || !hasStatus(task, task.undo() ? "undoing" : "running")) {
      return false;
    }
    boolean more =
        switch (task.kind()) {
          case ADD_TAGS, REMOVE_TAGS -> task.undo() ? untag(task) : tag(task);
          case ARCHIVE -> task.undo() ? bringBack(task) : archive(task);
        };
    if (!more) {
      finish(task);
    }
    return more;
  }

  private boolean hasStatus(Task task, String status) {
    return jdbc.sql(
            """
            SELECT status = ? FROM bulk_change
             WHERE team_id = ? AND product_id = ? AND bulk_id = ?
            """)
        .params(status, task.teamId(), task.productId(), task.bulkId())
        .query(Boolean.class)
        .single();
  }

  private List<UUID> open(Task task) {
    return jdbc.sql(
            """
            SELECT customer_id FROM bulk_member WHERE bulk_id = ? AND set_seq IS NULL
             ORDER BY bulk_id, customer_id LIMIT ?
            """)
        .params(task.bulkId(), chunk)
        .query(UUID.class)
        .list();
  }

  private boolean tag(Task task) {
    List<UUID> ids = open(task);
    if (ids.isEmpty()) {
      return false;
    }
    List<Replaced> replaced =
        tagEdits.change(task.userId(), task.teamId(), task.productId(), ids, change(task));
    jdbc.sql(
            """
            UPDATE bulk_member m SET set_seq = u.seq, before = u.before::jsonb
              FROM unnest(?::uuid[], ?::bigint[], ?::text[]) AS u(customer_id, seq, before)
             WHERE m.team_id = ? AND m.product_id = ? AND m.bulk_id = ?
               AND m.customer_id = u.customer_id
            """)
        .params(
            replaced.stream().map(Replaced::customerId).toArray(UUID[]::new),
            replaced.stream().map(Replaced::setSeq).toArray(Long[]::new),
            replaced.stream().map(Replaced::before).toArray(String[]::new),
            task.teamId(),
            task.productId(),
            task.bulkId())
        .update();
    forget(task, ids, "AND set_seq IS NULL");
    count(task, "changed", replaced.size(), "skipped", ids.size() - replaced.size());
    return true;
  }

  private static UnaryOperator<List<String>> change(Task task) {
    return before -> {
      List<String> tags = new ArrayList<>(before);
      if (task.kind() == BulkKind.REMOVE_TAGS) {
        tags.removeAll(task.tags());
      } else {
        task.tags().stream().filter(tag -> !before.contains(tag)).forEach(tags::add);
      }
      return tags;
    };
  }

  private boolean untag(Task task) {
    List<Replaced> some =
        jdbc.sql(
                """
                SELECT customer_id, set_seq, before::text AS before
                  FROM bulk_member
                 WHERE team_id = ? AND product_id = ? AND bulk_id = ?
                 ORDER BY team_id, product_id, bulk_id, customer_id LIMIT ?
                """)
            .params(task.teamId(), task.productId(), task.bulkId(), chunk)
            .query(
                (row, number) ->
                    new Replaced(
                        row.getObject("customer_id", UUID.class),
                        row.getLong("set_seq"),
                        row.getString("before")))
            .list();
    if (some.isEmpty()) {
      return false;
    }
    List<UUID> back = tagEdits.takeBack(task.teamId(), task.productId(), some);
    forget(task, some.stream().map(Replaced::customerId).toList(), "");
    count(task, "restored", back.size(), "kept", some.size() - back.size());
    return true;
  }

  private boolean archive(Task task) {
    List<UUID> ids = open(task);
    if (ids.isEmpty()) {
      return false;
    }
    archive.lock(task.teamId(), task.productId(), ids);
    List<UUID> gone =
        jdbc.sql(
                """
                UPDATE customer_value v
                   SET archived_reason = 'selection', archived_until = b.expires_at,
                       archived_below = NULL, archived_by = NULL, archived_id = b.bulk_id,
                       version = nextval('state_version')
                  FROM (SELECT * FROM bulk_change
                         WHERE team_id = ? AND product_id = ? AND bulk_id = ?) b
                 WHERE v.team_id = ? AND v.product_id = ? AND v.customer_id = ANY(?)
                   AND v.archived_reason IS NULL
                RETURNING v.customer_id
                """)
            .params(
                task.teamId(),
                task.productId(),
                task.bulkId(),
                task.teamId(),
                task.productId(),
                ids.toArray(UUID[]::new))
            .query(UUID.class)
            .list();
    hints.touched(task.teamId(), task.productId(), gone);
    forget(task, ids, "");
    count(task, "changed", gone.size(), "skipped", ids.size() - gone.size());
    return true;
  }

  private boolean bringBack(Task task) {
    Archive.Back back =
        archive.bringSomeBack(task.teamId(), task.productId(), task.bulkId(), chunk);
    count(task, "restored", back.restored(), "kept", 0);
    return back.found() > 0;
  }

  private void forget(Task task, List<UUID> ids, String condition) {
    jdbc.sql(
            """
            DELETE FROM bulk_member
             WHERE team_id = ? AND product_id = ? AND bulk_id = ? AND customer_id = ANY(?)
            """
                + condition)
        .params(task.teamId(), task.productId(), task.bulkId(), ids.toArray(UUID[]::new))
        .update();
  }

  private void count(Task task, String counter, int done, String other, int left) {
    jdbc.sql(
            """
            UPDATE bulk_change SET %1$s = %1$s + ?, %2$s = %2$s + ?
             WHERE team_id = ? AND product_id = ? AND bulk_id = ?
            """
                .formatted(counter, other))
        .params(done, left, task.teamId(), task.productId(), task.bulkId())
        .update();
  }

  private void finish(Task task) {
    jdbc.sql(
            """
            UPDATE bulk_change SET status = ?, finished_at = ?,
                   kept = CASE WHEN kind = 'archive' AND ? THEN changed - restored ELSE kept END
             WHERE team_id = ? AND product_id = ? AND bulk_id = ?
            """)
        .params(
            task.undo() ? "undone" : "finished",
            BulkChanges.at(clock.instant()),
            task.undo(),
            task.teamId(),
            task.productId(),
            task.bulkId())
        .update();
  }

  /** Forgets previews that nobody confirmed, and what was there before changes that are final. */
  @Scheduled(
      initialDelayString = "${kundenwert.bulk.purge:1h}",
      fixedDelayString = "${kundenwert.bulk.purge:1h}")
  @SchedulerLock(name = "bulk-purge", lockAtMostFor = "2h")
  public void purge() {
    OffsetDateTime now = BulkChanges.at(clock.instant());
    jdbc.sql(
            """
            WITH old AS (
              SELECT team_id, product_id, bulk_id FROM bulk_change
               WHERE (status = 'preview' AND created_at < ?)
                  OR (status = 'finished' AND expires_at < ?))
            DELETE FROM bulk_member m USING old
             WHERE m.team_id = old.team_id AND m.product_id = old.product_id
               AND m.bulk_id = old.bulk_id
            """)
        .params(now.minus(PREVIEWS_KEPT), now)
        .update();
    jdbc.sql("DELETE FROM bulk_change WHERE status = 'preview' AND created_at < ?")
        .param(now.minus(PREVIEWS_KEPT))
        .update();
  }
}
