package io.kundenwert.customer.merge;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.events.MergeRejection;
import io.kundenwert.events.RepublishRequest;
import io.kundenwert.events.RunDescriptor;
import io.kundenwert.events.RunMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Merges one batch in one READ COMMITTED transaction: gates, marks, customers, effects, counters
 * and the consumed offset are committed together or not at all. Locks are taken in that order,
 * sorted within each kind. The mark decides which rows are merged: each row exactly once, however
 * often and by however many consumers it is read.
 */
@Component
class BatchMerge {
  private static final Logger log = LoggerFactory.getLogger(BatchMerge.class);
  private static final int ATTEMPTS = 8;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Products products;
  private final FieldsJson json;
  private final Suppressions suppressions;
  private final Clock clock;

  BatchMerge(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Products products,
      FieldsJson json,
      Suppressions suppressions,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    this.products = products;
    this.json = json;
    this.suppressions = suppressions;
    this.clock = clock;
  }

  /**
   * Merges a batch. Bad rows are set aside; what is thrown is a failure of the surroundings.
   *
   * @return what is to be announced, now that it is committed
   */
  MergeResult merge(RowBatch batch) {
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt == ATTEMPTS;
      try {
        MergeResult result = transaction.execute(status -> inTransaction(batch, last));
        if (result == null) {
          throw new IllegalStateException("No result");
        }
        return result;
      } catch (RaceLostException | DataAccessException failure) {
        if (last || !mayEndOtherwise(failure)) {
          throw failure;
        }
        // The message of a failure may quote what a person's row says.
        log.info(
            "Batch is merged again: {} {}",
            failure.getClass().getSimpleName(),
            SqlStates.of(failure));
      }
    }
  }

  private MergeResult inTransaction(RowBatch batch, boolean last) {
    MergeResult result =
        jdbc.execute(
            (ConnectionCallback<MergeResult>)
                connection -> new Attempt(connection, batch, last).run());
    if (result == null) {
      throw new IllegalStateException("No result");
    }
    return result;
  }

  /**
   * Merges a row that could not be written before, past its mark. It must be locked, and the
   * surrounding transaction forgets it if it is written now, or refused for a reason.
   *
   * @return what is to be announced with the transaction; nothing if it cannot be written again
   */
  MergeResult replay(IncomingRow row) {
    MergeResult result =
        jdbc.execute(
            (ConnectionCallback<MergeResult>)
                connection ->
                    new Attempt(connection, new RowBatch("", List.of(row), Map.of()), true)
                        .replay(row));
    if (result == null) {
      throw new IllegalStateException("No result");
    }
    return result;
  }

  private static boolean mayEndOtherwise(Throwable failure) {
    return failure instanceof RaceLostException || SqlStates.isTransient(SqlStates.of(failure));
  }

  /** One transaction's work. */
  private final class Attempt {
    private final MergeTransaction tables;
    private final Connection connection;
    private final RowBatch batch;
    private final boolean uniqueViolationIsData;
    private final MergeResult result = new MergeResult();
    private final Instant now = clock.instant();
    private final List<MergeTransaction.RejectedRow> rejected = new ArrayList<>();
    private final List<DeadRow> deadRows = new ArrayList<>();

    Attempt(Connection connection, RowBatch batch, boolean last) {
      this.connection = connection;
      this.tables = new MergeTransaction(connection);
      this.batch = batch;
      // A conflict with another writer is gone when the batch is tried again; one that stays
      // lies in the data.
      this.uniqueViolationIsData = last;
    }

    MergeResult run() throws SQLException {
      Map<UUID, ProductSettings> settings = new HashMap<>();
      Set<UUID> productIds = new HashSet<>();
      batch.rows().forEach(row -> productIds.add(row.run().productId()));
      tables.begin(productIds);
      products.findAll(productIds).forEach(found -> settings.put(found.productId(), found));
      Map<Mark.Key, Mark> marks = tables.lockMarks(markKeys());
      Map<Target, List<PendingRow>> admitted = new TreeMap<>();
      List<PendingRow> inOrder = new ArrayList<>();
      List<IncomingRow> dead = new ArrayList<>();
      Duplicates duplicates = new Duplicates();
      Map<Mark.Key, Long> gaps = new HashMap<>();
      for (IncomingRow row : batch.rows()) {
        Mark mark = mark(marks, row);
        if (row.seq() <= mark.seq) {
          duplicates.add(mark.key, row);
          result.duplicates++;
        } else if (row.seq() > mark.seq + 1) {
          gaps.put(mark.key, mark.seq + 1);
          result.beyondGaps++;
        } else {
          mark.seq++;
          mark.moved = true;
          if (row.row() == null || RowRules.malformed(row.row())) {
            dead.add(row);
          } else {
            PendingRow pending = new PendingRow(row, mark, row.row());
            admitted.computeIfAbsent(Target.of(row.run()), to -> new ArrayList<>()).add(pending);
            inOrder.add(pending);
          }
        }
      }
      for (Map.Entry<Target, List<PendingRow>> rows : admitted.entrySet()) {
        merge(rows.getKey(), settings.get(rows.getKey().productId()), rows.getValue());
      }
      for (IncomingRow row : dead) {
        count(mark(marks, row), row, Outcome.dead("unreadable-row"));
      }
      for (PendingRow row : inOrder) {
        count(row.mark, row.incoming, outcome(row));
      }
      announceAgain(duplicates);
      tables.insertRejected(rejected);
      for (DeadRow row : deadRows) {
        tables.insertDead(row.incoming(), row.code(), now);
      }
      for (Mark mark : marks.values()) {
        if (mark.moved) {
          mark.revision++;
          tables.updateMark(mark);
        }
        result.progress.add(mark.progress());
      }
      gaps.forEach(
          (key, from) -> {
            // The missing rows may have come later in the batch.
            if (mark(marks, key).seq < from) {
              result.gaps.add(
                  new RepublishRequest(key.runId(), key.teamId(), key.partition(), from));
            }
          });
      tables.putConsumed(batch);
      return result;
    }

    MergeResult replay(IncomingRow row) throws SQLException {
      UUID productId = row.run().productId();
      tables.begin(Set.of(productId));
      ProductSettings product = products.findAll(Set.of(productId)).stream().findAny().orElse(null);
      Mark mark = mark(tables.lockMarks(markKeys()), row);
      if (row.row() == null || RowRules.malformed(row.row())) {
        return result;
      }
      PendingRow pending = new PendingRow(row, mark, row.row());
      merge(Target.of(row.run()), product, List.of(pending));
      Outcome outcome = outcome(pending);
      if (outcome.kind() == Outcome.Kind.DEAD) {
        return result;
      }
      mark.dead--;
      reject(mark.key, row.number(), MergeRejection.REPLAYED);
      count(mark, row, outcome);
      tables.insertRejected(rejected);
      mark.revision++;
      tables.updateMark(mark);
      result.progress.add(mark.progress());
      return result;
    }

    private void count(Mark mark, IncomingRow row, Outcome outcome) {
      mark.count(outcome, row);
      result.counts.merge(outcome.kind(), 1, Integer::sum);
      String code = outcome.code();
      if (code == null) {
        return;
      }
      if (outcome.kind() == Outcome.Kind.REJECTED) {
        rejected.add(new MergeTransaction.RejectedRow(row, code));
        reject(mark.key, row.number(), code);
      } else {
        deadRows.add(new DeadRow(row, code));
        reject(mark.key, row.number(), MergeRejection.DEAD);
        result.deadLetters.add(
            new MergeResult.DeadLetter(
                row.run().runId(),
                row.partition(),
                row.seq(),
                row.number(),
                code,
                row.value() == null ? new byte[0] : row.value()));
      }
    }

    private void reject(Mark.Key key, long number, String code) {
      result.rejections.add(
          new MergeRejection(key.runId(), key.teamId(), key.productId(), number, code));
    }

    private void merge(Target target, @Nullable ProductSettings product, List<PendingRow> rows)
        throws SQLException {
      UUID productId = target.productId();
      if (product == null) {
        throw new IllegalStateException("The settings of product " + productId + " are missing");
      }
      Set<UUID> runs = new HashSet<>();
      Set<String> emailKeys = new HashSet<>();
      for (PendingRow row : rows) {
        runs.add(row.incoming.run().runId());
        emailKeys.add(row.row.emailKey());
      }
      RowRules rules =
          new RowRules(
              product,
              LocalDate.ofInstant(now, product.timeZone()),
              tables.undoneRuns(runs),
              suppressions.among(connection, product.teamId(), productId, emailKeys));
      UUID dryRun = target.dryRun();
      if (dryRun == null) {
        apply(product, rules, rows, null);
      } else {
        DrySample sample = new DrySample(connection, json, product, dryRun);
        new Scratch(connection, dryRun, product.teamId(), productId)
            .merge(rows, () -> apply(product, rules, rows, sample));
        sample.write();
      }
    }

    /** Merges rows; where the database refuses them for what they say, halves of them. */
    private void apply(
        ProductSettings product, RowRules rules, List<PendingRow> rows, @Nullable DrySample sample)
        throws SQLException {
      var savepoint = connection.setSavepoint();
      try {
        ProductMerge merge = new ProductMerge(connection, json, product, rules, now);
        Set<UUID> changed = merge.apply(rows);
        connection.releaseSavepoint(savepoint);
        if (sample == null) {
          result.touched(product.teamId(), product.productId(), changed);
        } else {
          sample.take(rows, merge);
        }
      } catch (SQLException | RuntimeException failure) {
        if (!isData(failure)) {
          throw failure;
        }
        connection.rollback(savepoint);
        if (rows.size() == 1) {
          IncomingRow row = rows.getFirst().incoming;
          log.warn(
              "Row {} of run {} is set aside: {} {}",
              row.number(),
              row.run().runId(),
              failure.getClass().getSimpleName(),
              SqlStates.of(failure));
          rows.getFirst().outcome = Outcome.dead("unwritable-row");
        } else {
          apply(product, rules, rows.subList(0, rows.size() / 2), sample);
          apply(product, rules, rows.subList(rows.size() / 2, rows.size()), sample);
        }
      }
    }

    private boolean isData(Exception failure) {
      if (failure instanceof RaceLostException) {
        return false;
      }
      return !(failure instanceof SQLException)
          || SqlStates.isData(SqlStates.of(failure), uniqueViolationIsData);
    }

    private void announceAgain(Duplicates duplicates) throws SQLException {
      for (Duplicates.Range range : duplicates.ranges()) {
        for (MergeTransaction.RejectedAgain row : tables.rejectedAgain(range)) {
          reject(range.key(), row.number(), row.code());
        }
        for (MergeResult.DeadLetter letter : tables.deadAgain(range)) {
          result.deadLetters.add(letter);
          reject(range.key(), letter.row(), MergeRejection.DEAD);
        }
        Mark.Key key = range.key();
        result.touched(
            key.teamId(),
            key.productId(),
            tables.customers(key.teamId(), key.productId(), range.emailKeys()));
        result.touched(key.teamId(), key.productId(), holders(range));
      }
    }

    /** Who holds the payments of rows, also those who hold them no more. */
    private Set<UUID> holders(Duplicates.Range range) throws SQLException {
      if (range.payments().isEmpty()) {
        return Set.of();
      }
      MergeTables product =
          new MergeTables(connection, json, range.key().teamId(), range.key().productId());
      Set<UUID> identities = new HashSet<>();
      for (MergeTables.KnownPayment payment :
          product.knownPayments(Set.of(range.sourceId()), range.payments())) {
        identities.add(payment.identityId());
      }
      return new HashSet<>(product.customersOf(identities).values());
    }

    private Set<Mark.Key> markKeys() {
      Set<Mark.Key> keys = new TreeSet<>();
      batch.rows().forEach(row -> keys.add(key(row)));
      return keys;
    }

    private Mark mark(Map<Mark.Key, Mark> marks, IncomingRow row) {
      return mark(marks, key(row));
    }

    private Mark mark(Map<Mark.Key, Mark> marks, Mark.Key key) {
      Mark mark = marks.get(key);
      if (mark == null) {
        throw new RaceLostException("mark");
      }
      return mark;
    }
  }

  /**
   * Where rows go: into a product, or into the scratch tables of a dry run.
   *
   * @param productId product
   * @param dryRun the dry run; null for rows that count
   */
  private record Target(UUID productId, @Nullable UUID dryRun) implements Comparable<Target> {
    private static final Comparator<Target> ORDER =
        Comparator.comparing(Target::productId)
            .thenComparing(Target::dryRun, Comparator.nullsFirst(Comparator.naturalOrder()));

    static Target of(RunDescriptor run) {
      return new Target(run.productId(), run.mode() == RunMode.DRY ? run.runId() : null);
    }

    @Override
    public int compareTo(Target other) {
      return ORDER.compare(this, other);
    }
  }

  private record DeadRow(IncomingRow incoming, String code) {}

  private static Mark.Key key(IncomingRow row) {
    return new Mark.Key(
        row.run().teamId(), row.run().productId(), row.run().runId(), row.partition());
  }

  private static Outcome outcome(PendingRow row) {
    if (row.outcome == null) {
      throw new IllegalStateException("A row without outcome");
    }
    return row.outcome;
  }
}
