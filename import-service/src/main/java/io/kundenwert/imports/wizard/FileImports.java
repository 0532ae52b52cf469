package io.kundenwert.imports.wizard;

import io.kundenwert.imports.mapping.Mapping;
import io.kundenwert.imports.reading.DetectedFormat;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.reading.profile.FileProfile;
import io.kundenwert.support.lists.ListQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The imports of all teams. */
@Component
class FileImports {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  FileImports(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** A line of a list: without what the file says. */
  record Summary(
      UUID importId,
      UUID productId,
      long version,
      UUID createdBy,
      java.time.Instant createdAt,
      String fileName,
      long fileSize,
      String sourceName,
      String amounts,
      @Nullable UUID corrects,
      boolean profiled,
      boolean failed,
      boolean started) {}

  void add(FileImport added) {
    jdbc.sql(
            """
            INSERT INTO file_import
                   (team_id, product_id, import_id, version, created_by, created_at, file_name,
                    file_size, sha256, upload_key, source_name, amounts, import_again,
                    overlap_answer, replaces, corrects, overrides, profile, mapping, profiled)
            VALUES (:team, :product, :import, :version, :by, :at, :name, :size, :sha256, :upload,
                    :source, :amounts, :again, :answer, :replaces, :corrects, :overrides::json,
                    :profile::json, :mapping::json, :profiled)
            """)
        .param("team", added.teamId())
        .param("product", added.productId())
        .param("import", added.importId())
        .param("version", added.version())
        .param("by", added.createdBy())
        .param("at", OffsetDateTime.ofInstant(added.createdAt(), ZoneOffset.UTC))
        .param("name", added.fileName())
        .param("size", added.fileSize())
        .param("sha256", added.sha256())
        .param("upload", added.uploadKey())
        .param("source", added.sourceName())
        .param("amounts", added.amounts())
        .param("again", added.importAgain())
        .param("answer", answer(added))
        .param("replaces", replaces(added))
        .param("corrects", added.corrects())
        .param("overrides", json.writeValueAsString(added.overrides()))
        .param("profile", json.writeValueAsString(added.profile()))
        .param("mapping", json.writeValueAsString(added.mapping()))
        .param("profiled", added.profiled())
        .update();
  }

  private static @Nullable String answer(FileImport file) {
    return file.overlap() == null ? null : file.overlap().answer().wireName();
  }

  private static @Nullable UUID replaces(FileImport file) {
    return file.overlap() == null ? null : file.overlap().replaces();
  }

  /** Imports that correct rows which an import rejected, in the order in which they came. */
  List<UUID> correcting(UUID teamId, UUID importId) {
    return jdbc.sql(
            """
            SELECT import_id FROM file_import WHERE team_id = ? AND corrects = ?
             ORDER BY import_id LIMIT 100
            """)
        .params(teamId, importId)
        .query(UUID.class)
        .list();
  }

  /** Whether one of those imports has the same content. */
  boolean hasContent(UUID teamId, List<UUID> importIds, String sha256) {
    return jdbc.sql(
            """
            SELECT EXISTS (
              SELECT FROM file_import WHERE team_id = ? AND import_id = ANY (?) AND sha256 = ?)
            """)
        .params(teamId, importIds.toArray(UUID[]::new), sha256)
        .query(Boolean.class)
        .single();
  }

  /** Names of the files of imports. */
  Map<UUID, Named> named(UUID teamId, List<UUID> importIds) {
    Map<UUID, Named> named = new HashMap<>();
    jdbc.sql(
            """
            SELECT import_id, file_name, created_at, source_name FROM file_import
             WHERE team_id = ? AND import_id = ANY (?)
            """)
        .params(teamId, importIds.toArray(UUID[]::new))
        .query(
            row -> {
              named.put(
                  row.getObject("import_id", UUID.class),
                  new Named(
                      row.getString("file_name"),
                      row.getObject("created_at", OffsetDateTime.class).toInstant(),
                      row.getString("source_name")));
            });
    return named;
  }

  /** What an import is called, when it was made, and which source it counts for. */
  record Named(String fileName, java.time.Instant createdAt, String source) {}

  Optional<FileImport> find(UUID teamId, UUID importId) {
    return jdbc.sql("SELECT * FROM file_import WHERE team_id = ? AND import_id = ?")
        .params(teamId, importId)
        .query((row, number) -> read(row))
        .optional();
  }

  /**
   * Writes what may change, if nobody else did since it was read.
   *
   * @return whether it was written
   */
  boolean change(FileImport changed) {
    return jdbc.sql(
                """
                UPDATE file_import
                   SET version = version + 1, source_name = :source, amounts = :amounts,
                       overlap_answer = :answer, replaces = :replaces,
                       overrides = :overrides::json, profile = :profile::json,
                       mapping = :mapping::json, profiled = :profiled,
                       analysis_failure = :failure::json, profile_lease_until = NULL
                 WHERE team_id = :team AND product_id = :product AND import_id = :import
                   AND version = :version AND NOT started
                """)
            .param("source", changed.sourceName())
            .param("amounts", changed.amounts())
            .param("answer", answer(changed))
            .param("replaces", replaces(changed))
            .param("overrides", json.writeValueAsString(changed.overrides()))
            .param("profile", json.writeValueAsString(changed.profile()))
            .param("mapping", json.writeValueAsString(changed.mapping()))
            .param("profiled", changed.profiled())
            .param(
                "failure",
                changed.failure() == null ? null : json.writeValueAsString(changed.failure()))
            .param("team", changed.teamId())
            .param("product", changed.productId())
            .param("import", changed.importId())
            .param("version", changed.version())
            .update()
        > 0;
  }

  /** Allows no more changes, if there was none since it was read. */
  boolean freeze(FileImport file) {
    return jdbc.sql(
                """
                UPDATE file_import SET started = true, version = version + 1
                 WHERE team_id = ? AND product_id = ? AND import_id = ? AND version = ?
                   AND NOT started
                """)
            .params(file.teamId(), file.productId(), file.importId(), file.version())
            .update()
        > 0;
  }

  /** Allows changes again, if there is no run; nothing has changed, so the version is as before. */
  void unfreeze(FileImport file) {
    jdbc.sql(
            """
            UPDATE file_import SET started = false, version = version - 1
             WHERE team_id = ? AND product_id = ? AND import_id = ? AND started
               AND NOT EXISTS (SELECT FROM import_run WHERE run_id = file_import.import_id)
            """)
        .params(file.teamId(), file.productId(), file.importId())
        .update();
  }

  /** Takes a file whose profile is that of a sample, for as long as the lease runs. */
  Optional<FileImport> claimUnprofiled(Duration lease) {
    return jdbc.sql(
            """
            UPDATE file_import
               SET profile_lease_until = clock_timestamp() + make_interval(secs => ?)
             WHERE (team_id, product_id, import_id) = (
               SELECT team_id, product_id, import_id FROM file_import
                WHERE NOT profiled AND analysis_failure IS NULL
                  AND (profile_lease_until IS NULL OR profile_lease_until < clock_timestamp())
                ORDER BY import_id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """)
        .param(lease.toMillis() / 1000.0)
        .query((row, number) -> read(row))
        .optional();
  }

  /**
   * A part of a team's imports, those nearest to the cursor first.
   *
   * @param productId only of this product; null for all
   */
  List<Summary> list(UUID teamId, @Nullable UUID productId, ListQuery query) {
    return jdbc.sql(
            """
            SELECT import_id, product_id, version, created_by, created_at, file_name, file_size,
                   source_name, amounts, corrects, profiled, analysis_failure IS NOT NULL AS failed, started
              FROM file_import
             WHERE team_id = :team AND (:product::uuid IS NULL OR product_id = :product)
               AND (:after::uuid IS NULL OR import_id < :after)
               AND (:before::uuid IS NULL OR import_id > :before)
             ORDER BY import_id\
            """
                + (query.backwards() ? "" : " DESC")
                + " LIMIT :limit")
        .param("team", teamId)
        .param("product", productId)
        .param("after", query.after())
        .param("before", query.before())
        .param("limit", query.fetch())
        .query((row, number) -> summary(row))
        .list();
  }

  /** Imports whose upload is no longer needed: ended before that time, or never started. */
  List<FileImport> withUploadOlderThan(OffsetDateTime before, int limit) {
    return jdbc.sql(
            """
            SELECT file.* FROM file_import file
              LEFT JOIN import_run run ON run.run_id = file.import_id
             WHERE NOT file.upload_gone AND file.created_at < :before
               AND (run.run_id IS NULL OR run.ended_at < :before)
             LIMIT :limit
            """)
        .param("before", before)
        .param("limit", limit)
        .query((row, number) -> read(row))
        .list();
  }

  /** Whether there is an import of the upload with that key. */
  boolean hasUpload(String uploadKey) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM file_import WHERE upload_key = ?)")
        .param(uploadKey)
        .query(Boolean.class)
        .single();
  }

  /** Keeps of an import that it was, and nothing that stood in its file. */
  void forgetContent(FileImport file) {
    // Its runs: the one that counts, and dry ones.
    for (String table : List.of("rejected_row", "run_known_rows")) {
      jdbc.sql(
              """
              DELETE FROM %s WHERE team_id = :team AND product_id = :product AND run_id IN (
                SELECT run_id FROM import_run
                 WHERE team_id = :team AND product_id = :product AND import_id = :import)
              """
                  .formatted(table))
          .param("team", file.teamId())
          .param("product", file.productId())
          .param("import", file.importId())
          .update();
    }
    jdbc.sql("DELETE FROM import_overlap WHERE team_id = ? AND product_id = ? AND import_id = ?")
        .params(file.teamId(), file.productId(), file.importId())
        .update();
    if (!file.started()) {
      jdbc.sql("DELETE FROM file_import WHERE import_id = ?").param(file.importId()).update();
      return;
    }
    FileProfile known = file.profile();
    FileProfile bare =
        new FileProfile(
            new DetectedFormat(
                known.detected().format(), List.of(), List.of(), known.detected().byteOrderMark()),
            List.of(),
            known.rows(),
            known.defective(),
            known.complete());
    jdbc.sql(
            """
            UPDATE file_import
               SET upload_gone = true, version = version + 1, profile = ?::json, mapping = ?::json
             WHERE import_id = ?
            """)
        .params(
            json.writeValueAsString(bare),
            json.writeValueAsString(new Mapping(List.of())),
            file.importId())
        .update();
  }

  private static Summary summary(ResultSet row) throws SQLException {
    return new Summary(
        row.getObject("import_id", UUID.class),
        row.getObject("product_id", UUID.class),
        row.getLong("version"),
        row.getObject("created_by", UUID.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("file_name"),
        row.getLong("file_size"),
        row.getString("source_name"),
        row.getString("amounts"),
        row.getObject("corrects", UUID.class),
        row.getBoolean("profiled"),
        row.getBoolean("failed"),
        row.getBoolean("started"));
  }

  private static @Nullable OverlapAnswer overlap(ResultSet row) throws SQLException {
    String answer = row.getString("overlap_answer");
    return answer == null
        ? null
        : new OverlapAnswer(
            OverlapAnswer.Kind.ofWireName(answer), row.getObject("replaces", UUID.class));
  }

  private FileImport read(ResultSet row) throws SQLException {
    String failure = row.getString("analysis_failure");
    return new FileImport(
        row.getObject("team_id", UUID.class),
        row.getObject("product_id", UUID.class),
        row.getObject("import_id", UUID.class),
        row.getLong("version"),
        row.getObject("created_by", UUID.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("file_name"),
        row.getLong("file_size"),
        row.getString("sha256"),
        row.getString("upload_key"),
        row.getString("source_name"),
        row.getString("amounts"),
        row.getBoolean("import_again"),
        overlap(row),
        row.getObject("corrects", UUID.class),
        json.readValue(row.getString("overrides"), FormatOverrides.class),
        json.readValue(row.getString("profile"), FileProfile.class),
        json.readValue(row.getString("mapping"), Mapping.class),
        row.getBoolean("profiled"),
        failure == null ? null : json.readValue(failure, FileImport.Failure.class),
        row.getBoolean("started"),
        row.getBoolean("upload_gone"));
  }
}
