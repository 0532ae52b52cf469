package io.kundenwert.imports.template;

import io.kundenwert.imports.mapping.HeaderHash;
import io.kundenwert.imports.mapping.Mapping;
import io.kundenwert.imports.mapping.MappingTemplate;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Mappings of a product, saved under a name (A3). */
@Component
public class MappingTemplates {
  private static final int MAX_NAME = 120;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  MappingTemplates(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A saved mapping.
   *
   * @param id the template
   * @param name its name, unique in the product
   * @param headerHash equal for files with the same headings
   * @param columns what becomes of each heading
   * @param savedBy who saved it last
   * @param savedAt when
   */
  @Schema(name = "MappingTemplate")
  public record Saved(
      UUID id,
      String name,
      String headerHash,
      List<MappingTemplate.Column> columns,
      UUID savedBy,
      Instant savedAt) {}

  /** All templates of a product by name. */
  public List<Saved> all(UUID teamId, UUID productId) {
    return jdbc.sql(
            """
            SELECT * FROM mapping_template WHERE team_id = ? AND product_id = ?
             ORDER BY lower(name)
            """)
        .params(teamId, productId)
        .query((row, number) -> saved(row))
        .list();
  }

  /** Templates for these headings, the newest first. */
  public List<Saved> fitting(UUID teamId, UUID productId, List<String> header) {
    return jdbc.sql(
            """
            SELECT * FROM mapping_template
             WHERE team_id = ? AND product_id = ? AND header_hash = ?
             ORDER BY saved_at DESC LIMIT 5
            """)
        .params(teamId, productId, HeaderHash.of(header))
        .query((row, number) -> saved(row))
        .list();
  }

  /**
   * A template.
   *
   * @throws Problem 404 if the product has none with that id
   */
  public MappingTemplate get(UUID teamId, UUID productId, UUID templateId) {
    return jdbc.sql(
            """
            SELECT content FROM mapping_template
             WHERE team_id = ? AND product_id = ? AND template_id = ?
            """)
        .params(teamId, productId, templateId)
        .query(String.class)
        .optional()
        .map(content -> json.readValue(content, MappingTemplate.class))
        .orElseThrow(() -> Problem.notFound("template"));
  }

  /**
   * Saves a mapping that was made for a file; a template of that name is replaced.
   *
   * @param name 1 to 120 characters
   * @return id of the template
   */
  public UUID save(
      Caller caller,
      UUID teamId,
      UUID productId,
      String name,
      List<String> header,
      Mapping mapping) {
    String trimmed = name.strip();
    if (trimmed.isEmpty()
        || trimmed.length() > MAX_NAME
        || trimmed.chars().anyMatch(Character::isISOControl)) {
      throw Problem.badRequest("invalid-parameter", "name", null);
    }
    MappingTemplate template = MappingTemplate.of(trimmed, header, mapping);
    return jdbc.sql(
            """
            INSERT INTO mapping_template
                   (team_id, product_id, template_id, name, header_hash, content, saved_by,
                    saved_at)
            VALUES (?, ?, ?, ?, ?, ?::json, ?, ?)
            ON CONFLICT (product_id, lower(name)) DO UPDATE
               SET name = excluded.name, header_hash = excluded.header_hash,
                   content = excluded.content, saved_by = excluded.saved_by,
                   saved_at = excluded.saved_at
            RETURNING template_id
            """)
        .params(
            teamId,
            productId,
            Ids.next(),
            trimmed,
            template.headerHash(),
            json.writeValueAsString(template),
            caller.userId(),
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .query(UUID.class)
        .single();
  }

  private Saved saved(ResultSet row) throws SQLException {
    MappingTemplate template = json.readValue(row.getString("content"), MappingTemplate.class);
    return new Saved(
        row.getObject("template_id", UUID.class),
        row.getString("name"),
        row.getString("header_hash"),
        template.columns(),
        row.getObject("saved_by", UUID.class),
        row.getObject("saved_at", OffsetDateTime.class).toInstant());
  }
}
