package io.kundenwert.customer.merge;

import io.kundenwert.customer.publish.TouchedOutbox;
import io.kundenwert.events.RunDescriptor;
import io.kundenwert.support.events.EventOutbox;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rows that could not be written, and are kept until somebody has them tried again: usually after
 * the fault was mended with a new version.
 */
@Service
public class DeadRows {
  private static final Logger log = LoggerFactory.getLogger(DeadRows.class);

  /** Rows that one call lists, or tries again. */
  public static final int MOST = 10_000;

  private final JdbcClient jdbc;
  private final BatchMerge merge;
  private final RowDecoder decoder;
  private final TouchedOutbox hints;
  private final EventOutbox outbox;
  private final TransactionTemplate transaction;

  DeadRows(
      JdbcClient jdbc,
      BatchMerge merge,
      RowDecoder decoder,
      TouchedOutbox hints,
      EventOutbox outbox,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.merge = merge;
    this.decoder = decoder;
    this.hints = hints;
    this.outbox = outbox;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * A row that could not be written.
   *
   * @param row number in the file
   * @param code stable code of the reason
   * @param at when it was set aside
   */
  @Schema(name = "DeadRow")
  public record DeadRow(long row, String code, Instant at) {}

  /**
   * What became of rows that were tried again.
   *
   * @param merged written now
   * @param rejected refused by a rule now
   * @param dead could not be written again; kept
   */
  @Schema(name = "ReplayedRows")
  public record Replayed(long merged, long rejected, long dead) {}

  private record Place(int partition, long seq) {}

  /** Those of an import in the order of the file, {@value #MOST} at most. */
  public List<DeadRow> of(UUID teamId, UUID productId, UUID runId) {
    return jdbc.sql(
            """
            SELECT row_number, code, created_at FROM dead_row
             WHERE team_id = ? AND product_id = ? AND run_id = ?
             ORDER BY row_number LIMIT ?
            """)
        .params(teamId, productId, runId, MOST)
        .query(
            (row, number) ->
                new DeadRow(
                    row.getLong(1),
                    row.getString(2),
                    row.getObject(3, OffsetDateTime.class).toInstant()))
        .list();
  }

  /** Tries those of an import again, each in a transaction of its own. */
  public Replayed replay(UUID teamId, UUID productId, UUID runId) {
    List<Place> places =
        jdbc.sql(
                """
                SELECT partition, seq FROM dead_row
                 WHERE team_id = ? AND product_id = ? AND run_id = ?
                 ORDER BY row_number LIMIT ?
                """)
            .params(teamId, productId, runId, MOST)
            .query((row, number) -> new Place(row.getInt(1), row.getLong(2)))
            .list();
    long merged = 0;
    long rejected = 0;
    long dead = 0;
    for (Place place : places) {
      Mark.Key key = new Mark.Key(teamId, productId, runId, place.partition());
      Optional<Outcome.Kind> kind = transaction.execute(status -> replay(key, place.seq()));
      if (kind == null || kind.isEmpty()) {
        continue;
      }
      switch (kind.get()) {
        case REJECTED -> rejected++;
        case DEAD -> dead++;
        case CREATED, UPDATED, UNCHANGED, MERGED -> merged++;
      }
    }
    log.info(
        "Of {} dead rows of run {} {} are merged now, {} refused",
        places.size(),
        runId,
        merged,
        rejected);
    return new Replayed(merged, rejected, dead);
  }

  /** What became of a row; nothing if somebody else was first. */
  private Optional<Outcome.Kind> replay(Mark.Key key, long seq) {
    Optional<IncomingRow> row = locked(key, seq);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    MergeResult result = merge.replay(row.get());
    if (result.counts.isEmpty()) {
      return Optional.of(Outcome.Kind.DEAD);
    }
    jdbc.sql(
            """
            DELETE FROM dead_row
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND partition = ? AND seq = ?
            """)
        .params(key.teamId(), key.productId(), key.runId(), key.partition(), seq)
        .update();
    // Nobody redelivers this: what there is to say lies in the transaction.
    result.touched.forEach(
        (product, customers) -> hints.touched(product.teamId(), product.productId(), customers));
    result.rejections.forEach(rejection -> outbox.publish(rejection.runId().toString(), rejection));
    result.progress.forEach(progress -> outbox.publish(progress.key(), progress));
    return Optional.of(result.counts.keySet().iterator().next());
  }

  private Optional<IncomingRow> locked(Mark.Key key, long seq) {
    return jdbc.sql(
            """
            SELECT partition, seq, row_number, descriptor, value FROM dead_row
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND partition = ? AND seq = ?
               FOR UPDATE
            """)
        .params(key.teamId(), key.productId(), key.runId(), key.partition(), seq)
        .query((row, number) -> incoming(row))
        .optional();
  }

  private IncomingRow incoming(ResultSet row) throws SQLException {
    byte[] value = row.getBytes("value");
    return new IncomingRow(
        RunDescriptor.decode(row.getString("descriptor")),
        row.getInt("partition"),
        row.getLong("seq"),
        row.getLong("row_number"),
        value,
        decoder.row(value));
  }
}
