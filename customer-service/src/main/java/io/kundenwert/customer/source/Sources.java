package io.kundenwert.customer.source;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The sources of a product. */
@Repository
public class Sources {
  private final JdbcClient jdbc;

  Sources(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All sources of a product, the oldest first. */
  public List<SourceView> of(UUID teamId, UUID productId) {
    return jdbc.sql(
            """
            SELECT s.source_id, s.name, s.kind, s.created_at,
                   count(r.run_id) AS imports, max(r.started_at) AS last_import_at
              FROM source s
              LEFT JOIN run r
                ON r.product_id = s.product_id AND r.source_id = s.source_id
               AND r.mode = 'import' AND r.undo = 'none'
             WHERE s.team_id = ? AND s.product_id = ?
             GROUP BY s.team_id, s.product_id, s.source_id
             ORDER BY s.created_at, s.source_id
            """)
        .params(teamId, productId)
        .query(
            (row, number) -> {
              OffsetDateTime last = row.getObject("last_import_at", OffsetDateTime.class);
              return new SourceView(
                  row.getObject("source_id", UUID.class),
                  row.getString("name"),
                  row.getString("kind"),
                  row.getObject("created_at", OffsetDateTime.class).toInstant(),
                  row.getLong("imports"),
                  last == null ? null : last.toInstant());
            })
        .list();
  }
}
