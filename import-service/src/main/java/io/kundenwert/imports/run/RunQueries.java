package io.kundenwert.imports.run;

import io.kundenwert.events.ImportRunState;
import io.kundenwert.events.RunMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads runs. */
@Component
class RunQueries {
  private static final String COLUMNS =
      """
      SELECT *, lease_until IS NOT NULL AND lease_until > clock_timestamp() AS leased
        FROM import_run
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  RunQueries(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** A run that exists. */
  RunRow get(RunKey key) {
    return jdbc.sql(COLUMNS + " WHERE team_id = ? AND product_id = ? AND run_id = ?")
        .params(key.teamId(), key.productId(), key.runId())
        .query((row, number) -> run(row))
        .single();
  }

  /** The run of an import that writes, if it was started. */
  Optional<RunRow> ofImport(UUID importId) {
    return jdbc.sql(COLUMNS + " WHERE run_id = ?")
        .param(importId)
        .query((row, number) -> run(row))
        .optional();
  }

  /** The last dry run of an import. */
  Optional<RunRow> dryOfImport(UUID importId) {
    return jdbc.sql(
            COLUMNS
                + " WHERE import_id = ? AND mode = 'dry' ORDER BY started_at DESC, run_id DESC LIMIT 1")
        .param(importId)
        .query((row, number) -> run(row))
        .optional();
  }

  /** What a run that writes was registered with. */
  ImportRunState.@Nullable Origin origin(RunRow run) {
    if (!run.mode().equals(RunMode.IMPORT.wireName())) {
      return null;
    }
    return jdbc.sql(
            """
            SELECT file.source_name, file.sha256, file.file_name, file.amounts,
                   (run.snapshot ->> 'originSeq')::bigint AS origin_seq
              FROM import_run run
              JOIN file_import file
                ON file.team_id = run.team_id AND file.product_id = run.product_id
               AND file.import_id = run.import_id
             WHERE run.team_id = ? AND run.product_id = ? AND run.run_id = ?
            """)
        .params(run.key().teamId(), run.key().productId(), run.key().runId())
        .query(
            (row, number) ->
                new ImportRunState.Origin(
                    row.getString("source_name"),
                    row.getString("sha256"),
                    row.getString("file_name"),
                    row.getString("amounts"),
                    row.getLong("origin_seq")))
        .optional()
        .orElse(null);
  }

  /** The runs of several imports. */
  List<RunRow> ofImports(List<UUID> importIds) {
    return jdbc.sql(COLUMNS + " WHERE run_id = ANY (?)")
        .param(importIds.toArray(UUID[]::new))
        .query((row, number) -> run(row))
        .list();
  }

  /** The runs of a product that have not ended. */
  List<RunRow> underWay(UUID teamId, UUID productId) {
    return jdbc.sql(COLUMNS + " WHERE team_id = ? AND product_id = ? AND ended_at IS NULL")
        .params(teamId, productId)
        .query((row, number) -> run(row))
        .list();
  }

  private RunRow run(ResultSet row) throws SQLException {
    return new RunRow(
        new RunKey(
            row.getObject("team_id", UUID.class),
            row.getObject("product_id", UUID.class),
            row.getObject("run_id", UUID.class)),
        row.getObject("import_id", UUID.class),
        row.getString("mode"),
        row.getLong("version"),
        row.getString("status"),
        row.getString("failure_code"),
        row.getObject("source_id", UUID.class),
        row.getObject("started_by", UUID.class),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        instant(row, "ended_at"),
        row.getBoolean("cancel_requested"),
        row.getBoolean("leased"),
        row.getObject("rows", Long.class),
        row.getLong("rows_read"),
        row.getLong("published"),
        row.getLong("rejected_reading"),
        row.getLong("merged_seq"),
        row.getLong("created"),
        row.getLong("updated"),
        row.getLong("unchanged"),
        row.getLong("merged"),
        row.getLong("rejected_merge"),
        row.getLong("dead"),
        codes(row.getString("rejected_by_code")),
        codes(row.getString("merge_rejected_by_code")),
        instant(row, "rate_from_at"),
        row.getLong("rate_from_rows"),
        row.getObject("announced_at", OffsetDateTime.class).toInstant(),
        row.getObject("file_version", Long.class),
        undo(row.getString("undo")));
  }

  private RunView.@Nullable Undo undo(@Nullable String value) {
    return value == null ? null : json.readValue(value, RunView.Undo.class);
  }

  private Map<String, Long> codes(String value) {
    return json.readValue(value, new TypeReference<>() {});
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
