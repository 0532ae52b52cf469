package io.kundenwert.imports.overlap;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
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

  private static final int FETCH = 20;

  private final JdbcClient jdbc;
  private final JdbcTemplate streaming;

  Fingerprints(JdbcClient jdbc, JdbcTemplate template) {
    this.jdbc = jdbc;
    this.streaming = new JdbcTemplate(java.util.Objects.requireNonNull(template.getDataSource()));
    this.streaming.setFetchSize(FETCH);
  }

  /** Keeps those of a stretch of rows; the same stretch kept again changes nothing. */
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

  /** The imports of a product whose rows count, the newest first, without one of them. */
  public List<UUID> imports(UUID teamId, UUID productId, UUID except) {
    return jdbc.sql(
            """
            SELECT run_id FROM import_run
             WHERE team_id = ? AND product_id = ? AND mode = 'import' AND run_id <> ?
               AND NOT (outcome IN ('failed', 'cancelled') AND published = 0)
               AND (undo IS NULL
                    OR (undo ->> 'status' = 'undone' AND (undo ->> 'failed')::bigint > 0))
             ORDER BY started_at DESC, run_id DESC LIMIT ?
            """)
        .params(teamId, productId, except, MOST_IMPORTS)
        .query(UUID.class)
        .list();
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
