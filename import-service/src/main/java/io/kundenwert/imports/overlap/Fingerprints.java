package io.kundenwert.imports.overlap;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The fingerprints of the rows that were imported, stretch by stretch. */
@Component
public class Fingerprints {
  /** An import is compared with that many earlier ones, the newest. */
  private static final int MOST_IMPORTS = 100;

  /** Stands for a row that does not count. */
  public static final long NONE = 0;

  private static final int FETCH = 20;

  private final JdbcClient jdbc;
  private final JdbcTemplate streaming;

  Fingerprints(JdbcClient jdbc, JdbcTemplate template) {
    this.jdbc = jdbc;
    this.streaming = new JdbcTemplate(java.util.Objects.requireNonNull(template.getDataSource()));
    this.streaming.setFetchSize(FETCH);
  }

  /**
   * Keeps those of a stretch of rows; the same stretch kept again changes nothing.
   *
   * @param fingerprints one for each row, {@link #NONE} for one that is not taken
   */
  public void keep(UUID teamId, UUID productId, UUID runId, long firstRow, long[] fingerprints) {
    if (fingerprints.length == 0) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(fingerprints.length * Long.BYTES);
    bytes.asLongBuffer().put(fingerprints);
    jdbc.sql(
            """
            INSERT INTO row_fingerprint (team_id, product_id, run_id, first_row, fingerprints)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """)
        .params(teamId, productId, runId, firstRow, bytes.array())
        .update();
  }

  /** Forgets those of rows behind a row, 0 for all. */
  public void forget(UUID teamId, UUID productId, UUID runId, long behind) {
    jdbc.sql(
            """
            DELETE FROM row_fingerprint
             WHERE team_id = ? AND product_id = ? AND run_id = ? AND first_row > ?
            """)
        .params(teamId, productId, runId, behind)
        .update();
  }

  /**
   * An import whose rows count.
   *
   * @param importId import
   * @param read whether all its rows were read
   */
  record Earlier(UUID importId, boolean read) {}

  /** The imports of a product whose rows count, the newest first, without one of them. */
  List<Earlier> imports(UUID teamId, UUID productId, UUID except) {
    return jdbc.sql(
            """
            SELECT run_id, outcome IS NOT NULL AS read FROM import_run
             WHERE team_id = ? AND product_id = ? AND mode = 'import' AND run_id <> ?
               AND NOT (coalesce(outcome, '') IN ('failed', 'cancelled') AND published = 0)
               AND (undo IS NULL
                    OR (undo ->> 'status' = 'undone' AND (undo ->> 'failed')::bigint > 0))
             ORDER BY started_at DESC, run_id DESC LIMIT ?
            """)
        .params(teamId, productId, except, MOST_IMPORTS)
        .query((row, number) -> new Earlier(row.getObject(1, UUID.class), row.getBoolean(2)))
        .list();
  }

  /**
   * Forgets those of rows that did not count after all: they may come again.
   *
   * @param rows their numbers
   */
  public void forgetRows(UUID teamId, UUID productId, UUID runId, List<Long> rows) {
    if (rows.isEmpty()) {
      return;
    }
    record Stretch(long firstRow, byte[] fingerprints) {}
    List<Stretch> stretches =
        jdbc.sql(
                """
                SELECT first_row, fingerprints FROM row_fingerprint
                 WHERE team_id = ? AND product_id = ? AND run_id = ?
                   AND first_row <= ? AND first_row + octet_length(fingerprints) / 8 > ?
                 ORDER BY first_row FOR UPDATE
                """)
            .params(teamId, productId, runId, Collections.max(rows), Collections.min(rows))
            .query((row, number) -> new Stretch(row.getLong(1), row.getBytes(2)))
            .list();
    for (Stretch stretch : stretches) {
      LongBuffer values = ByteBuffer.wrap(stretch.fingerprints()).asLongBuffer();
      boolean changed = false;
      for (long row : rows) {
        long place = row - stretch.firstRow();
        if (place >= 0 && place < values.capacity()) {
          values.put((int) place, NONE);
          changed = true;
        }
      }
      if (changed) {
        jdbc.sql(
                """
                UPDATE row_fingerprint SET fingerprints = ?
                 WHERE team_id = ? AND product_id = ? AND run_id = ? AND first_row = ?
                """)
            .params(stretch.fingerprints(), teamId, productId, runId, stretch.firstRow())
            .update();
      }
    }
  }

  /** Reads all of an import, stretch by stretch; within a transaction memory stays flat. */
  void read(UUID teamId, UUID productId, UUID runId, Consumer<LongBuffer> stretch) {
    streaming.query(
        """
        SELECT fingerprints FROM row_fingerprint
         WHERE team_id = ? AND product_id = ? AND run_id = ? ORDER BY first_row
        """,
        row -> {
          stretch.accept(ByteBuffer.wrap(row.getBytes(1)).asLongBuffer());
        },
        teamId,
        productId,
        runId);
  }
}
