package io.kundenwert.customer.directory;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One customer with everything that is known of them, and where each field came from. */
@Service
public class CustomerDetails {
  private final JdbcClient jdbc;
  private final CustomerRows rows;
  private final JsonMapper json;
  private final TransactionTemplate snapshot;

  CustomerDetails(
      JdbcClient jdbc,
      CustomerRows rows,
      JsonMapper json,
      PlatformTransactionManager transactionManager) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.json = json;
    this.snapshot = new TransactionTemplate(transactionManager);
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /**
   * A customer.
   *
   * @param summary what lists show of them, with the value per source
   * @param phone phone number
   * @param externalId id in the source that named it last
   * @param consent consent as it was read last
   * @param custom custom fields by key
   * @param identities every address that belongs to the customer, the primary one first
   * @param previousPriority priority before its last change
   * @param priorityChangedAt when the priority changed last
   * @param revalueOn day on which time alone may change the value next
   * @param archived whether a cleanup hides the customer
   * @param provenance where the effective value of each field came from
   */
  @Schema(name = "CustomerDetail", description = "One customer with all that is known")
  public record Customer(
      CustomerItem summary,
      @Nullable String phone,
      @Nullable String externalId,
      @Nullable Boolean consent,
      Map<String, String> custom,
      List<Identity> identities,
      @Nullable String previousPriority,
      @Nullable Instant priorityChangedAt,
      @Nullable LocalDate revalueOn,
      boolean archived,
      List<FieldOrigin> provenance)
      implements OneCustomer {}

  /**
   * An address of a customer.
   *
   * @param email the address as it is compared
   * @param primary whether it is the one that is shown
   * @param merged the customer who began with it and was merged; null if none was
   */
  @Schema(name = "CustomerIdentity")
  public record Identity(String email, boolean primary, @Nullable MergedCustomer merged) {}

  /**
   * A customer who was merged into another, and can be parted again.
   *
   * @param customerId who was merged
   * @param userId who did it
   * @param at when
   */
  @Schema(description = "A customer who was merged into another, and can be parted again")
  public record MergedCustomer(UUID customerId, UUID userId, Instant at) {}

  /**
   * Where a field's effective value came from.
   *
   * @param field name of the field; custom fields begin with {@code custom.}
   * @param origin import or person
   * @param sourceId source of the import
   * @param sourceName its name
   * @param importId the import
   * @param fileName its file
   * @param userId the person
   * @param at when the import was started, or the person edited the field
   */
  @Schema(description = "Where a field's effective value came from")
  public record FieldOrigin(
      String field,
      @Schema(allowableValues = {"import", "person"}) String origin,
      @Nullable UUID sourceId,
      @Nullable String sourceName,
      @Nullable UUID importId,
      @Nullable String fileName,
      @Nullable UUID userId,
      Instant at) {}

  /** The customer, unless there is none of that id in the product. */
  public Optional<Customer> of(UUID teamId, UUID productId, UUID customerId) {
    Optional<Customer> found =
        snapshot.execute(
            status -> {
              List<CustomerItem> items = rows.items(teamId, productId, List.of(customerId));
              return items.isEmpty()
                  ? Optional.empty()
                  : Optional.of(customer(teamId, productId, items.getFirst()));
            });
    return found == null ? Optional.empty() : found;
  }

  private Customer customer(UUID teamId, UUID productId, CustomerItem summary) {
    List<Identity> identities = identities(teamId, productId, summary.id());
    List<FieldOrigin> provenance = provenance(teamId, productId, summary.id());
    return jdbc.sql(
            """
            SELECT c.phone, c.external_id, c.consent, c.custom::text AS custom,
                   v.previous_priority, v.priority_changed_at, v.revalue_on, v.archived_reason
              FROM customer c
              JOIN customer_value v USING (team_id, product_id, customer_id)
             WHERE c.team_id = ? AND c.product_id = ? AND c.customer_id = ?
            """)
        .params(teamId, productId, summary.id())
        .query((row, number) -> customer(row, summary, identities, provenance))
        .single();
  }

  private Customer customer(
      ResultSet row, CustomerItem summary, List<Identity> identities, List<FieldOrigin> provenance)
      throws SQLException {
    return new Customer(
        summary,
        row.getString("phone"),
        row.getString("external_id"),
        row.getObject("consent", Boolean.class),
        custom(row.getString("custom")),
        identities,
        row.getString("previous_priority"),
        instant(row, "priority_changed_at"),
        row.getObject("revalue_on", LocalDate.class),
        row.getString("archived_reason") != null,
        provenance);
  }

  private Map<String, String> custom(String text) {
    Map<String, String> custom = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : json.readTree(text).properties()) {
      custom.put(field.getKey(), field.getValue().asString());
    }
    return custom;
  }

  private List<Identity> identities(UUID teamId, UUID productId, UUID customerId) {
    return jdbc.sql(
            """
            SELECT c.email_key, c.primary_email_key IS NULL AS is_primary, NULL AS merged_id,
                   NULL AS merged_by, NULL AS merged_at
              FROM customer c
             WHERE c.team_id = ? AND c.product_id = ? AND c.customer_id = ?
            UNION ALL
            SELECT i.email_key, i.email_key = c.primary_email_key, m.merged_id, m.merged_by,
                   m.merged_at
              FROM identity i
              JOIN customer c USING (team_id, product_id, customer_id)
              LEFT JOIN customer_merge m
                ON m.team_id = i.team_id AND m.product_id = i.product_id
               AND m.merged_id = i.identity_id
             WHERE i.customer_id = ? AND i.identity_id <> i.customer_id
               AND i.team_id = ? AND i.product_id = ? AND i.email_key <> c.email_key
             ORDER BY is_primary DESC, email_key
            """)
        .params(teamId, productId, customerId, customerId, teamId, productId)
        .query(
            (row, number) ->
                new Identity(row.getString("email_key"), row.getBoolean("is_primary"), merged(row)))
        .list();
  }

  private static @Nullable MergedCustomer merged(ResultSet row) throws SQLException {
    UUID id = row.getObject("merged_id", UUID.class);
    return id == null
        ? null
        : new MergedCustomer(
            id,
            row.getObject("merged_by", UUID.class),
            row.getObject("merged_at", OffsetDateTime.class).toInstant());
  }

  /**
   * Of each field the origin with the highest number, as the merge chooses it. Every contribution
   * names the address, also where it is spelled like its key and therefore not kept.
   */
  private List<FieldOrigin> provenance(UUID teamId, UUID productId, UUID customerId) {
    List<FieldOrigin> origins = new ArrayList<>();
    jdbc.sql(
            """
            WITH ids AS (
              SELECT ?::uuid AS identity_id
              UNION
              SELECT i.identity_id FROM identity i
               WHERE i.customer_id = ? AND i.identity_id <> i.customer_id
                 AND i.team_id = ? AND i.product_id = ?),
            cells AS (
              SELECT f.field, x.origin_seq, x.run_id, NULL::uuid AS edited_by,
                     NULL::timestamptz AS edited_at
                FROM ids
               CROSS JOIN LATERAL (
                     SELECT * FROM contribution c
                      WHERE c.team_id = ? AND c.product_id = ?
                        AND c.identity_id = ids.identity_id) x
               CROSS JOIN LATERAL (
                     SELECT jsonb_object_keys(x.fields) AS field
                     UNION
                     SELECT 'email' WHERE x.identity_id = ?) f
              UNION ALL
              SELECT m.field, m.origin_seq, NULL, m.edited_by, m.edited_at
                FROM manual_field m
                JOIN ids ON ids.identity_id = m.customer_id
               WHERE m.team_id = ? AND m.product_id = ?),
            newest AS (
              SELECT DISTINCT ON (field) * FROM cells ORDER BY field, origin_seq DESC)
            SELECT n.field, r.source_id, s.name, n.run_id, r.file_name, n.edited_by,
                   coalesce(n.edited_at, r.started_at) AS at
              FROM newest n
              LEFT JOIN run r ON r.run_id = n.run_id
              LEFT JOIN source s
                ON s.team_id = r.team_id AND s.product_id = r.product_id
               AND s.source_id = r.source_id
             ORDER BY n.field
            """)
        .params(
            List.of(
                customerId,
                customerId,
                teamId,
                productId,
                teamId,
                productId,
                customerId,
                teamId,
                productId))
        .query(
            row -> {
              Instant at = instant(row, "at");
              if (at != null) {
                UUID editedBy = row.getObject("edited_by", UUID.class);
                origins.add(
                    new FieldOrigin(
                        row.getString("field"),
                        editedBy == null ? "import" : "person",
                        row.getObject("source_id", UUID.class),
                        row.getString("name"),
                        row.getObject("run_id", UUID.class),
                        row.getString("file_name"),
                        editedBy,
                        at));
              }
            });
    return origins;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
