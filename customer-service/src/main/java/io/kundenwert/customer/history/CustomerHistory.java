package io.kundenwert.customer.history;

import io.kundenwert.customer.cursor.Cursors;
import io.kundenwert.customer.value.Amount;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads what happened to a customer. */
@Service
public class CustomerHistory {
  /** The longest page. */
  public static final int MAX_LIMIT = 200;

  private final JdbcClient jdbc;
  private final Cursors cursors;

  CustomerHistory(JdbcClient jdbc, Cursors cursors) {
    this.jdbc = jdbc;
    this.cursors = cursors;
  }

  /**
   * A page of a history.
   *
   * @param items what happened, the latest first
   * @param next cursor for {@code after}; null on the last page
   */
  @Schema(name = "CustomerHistory", description = "What happened to a customer, the latest first")
  public record History(List<Event> items, @Nullable String next) {}

  /**
   * Something that happened.
   *
   * @param kind {@code created}; {@code import}: an import contributed; {@code edit}: a person
   *     entered fields that are still what was entered last; {@code merge}: another customer was
   *     merged into this one; {@code priority}: the priority changed, the last time
   * @param at when
   * @param userId who did it; null if no person did
   * @param fields the fields that a person entered; empty for anything else
   * @param importId the import
   * @param fileName its file
   * @param sourceName its source
   * @param net what it contributed, gross less refunded
   * @param payments how many payments it contributed
   * @param customerId who was merged
   * @param priority the priority since then
   * @param previousPriority the one before
   */
  @Schema(name = "CustomerEvent", description = "Something that happened to a customer")
  public record Event(
      @Schema(allowableValues = {"created", "import", "edit", "merge", "priority"}) String kind,
      Instant at,
      @Nullable UUID userId,
      List<String> fields,
      @Nullable UUID importId,
      @Nullable String fileName,
      @Nullable String sourceName,
      @Nullable Amount net,
      @Nullable Long payments,
      @Nullable UUID customerId,
      @Nullable String priority,
      @Nullable String previousPriority) {}

  private record Row(OffsetDateTime at, int rank, String key, Event event) {}

  /**
   * A page of a history.
   *
   * @param limit 1 to {@value #MAX_LIMIT}
   * @param after cursor of the page before
   * @return nothing if there is no such customer in the product
   * @throws Problem 400 {@code invalid-limit} or {@code invalid-cursor}
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Optional<History> of(
      UUID userId,
      UUID teamId,
      UUID productId,
      UUID customerId,
      int limit,
      @Nullable String after) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw Problem.badRequest("invalid-limit", "limit", limit);
    }
    Cursors.Binding binding = new Cursors.Binding(userId, productId, "history|" + customerId);
    Place place = after == null ? Place.FIRST : Place.decode(cursors.open(after, binding));
    List<Row> rows =
        jdbc.sql(EVENTS)
            .param("team", teamId)
            .param("product", productId)
            .param("customer", customerId)
            .param("at", place.at())
            .param("rank", place.rank())
            .param("key", place.key())
            .param("limit", limit + 1)
            .query((row, number) -> row(row))
            .list();
    // Everybody was created: no customer has no history.
    if (rows.isEmpty() && after == null) {
      return Optional.empty();
    }
    List<Row> page = rows.subList(0, Math.min(limit, rows.size()));
    String next = rows.size() > limit ? cursors.seal(Place.of(page.getLast()), binding) : null;
    return Optional.of(new History(page.stream().map(Row::event).toList(), next));
  }

  /** Of what happened at one instant the creation is the earliest. */
  private static final String EVENTS =
      """
      WITH ids AS (
        SELECT :customer::uuid AS identity_id
        UNION
        SELECT i.identity_id FROM identity i
         WHERE i.customer_id = :customer AND i.identity_id <> i.customer_id
           AND i.team_id = :team AND i.product_id = :product),
      events AS (
        SELECT 'created' AS kind, 0 AS rank, '' AS key, c.created_at AS at, NULL::uuid AS user_id,
               NULL::text[] AS fields, NULL::uuid AS run_id, NULL::text AS file_name,
               NULL::text AS source_name, NULL::bigint AS net, NULL::bigint AS payments,
               NULL::text AS currency, NULL::uuid AS merged_id, NULL::text AS priority,
               NULL::text AS previous_priority
          FROM customer c
         WHERE c.team_id = :team AND c.product_id = :product AND c.customer_id = :customer
        UNION ALL
        SELECT 'import', 1, x.run_id::text, r.started_at, r.started_by, NULL, x.run_id,
               r.file_name, s.name, x.net, x.payments, x.currency, NULL, NULL, NULL
          FROM (SELECT c.run_id, c.source_id, c.currency,
                       sum(c.gross - c.refunded)::bigint AS net, sum(c.payments)::bigint AS payments
                  FROM ids
                 CROSS JOIN LATERAL (
                       SELECT * FROM contribution c
                        WHERE c.team_id = :team AND c.product_id = :product
                          AND c.identity_id = ids.identity_id) c
                 GROUP BY c.run_id, c.source_id, c.currency) x
          JOIN run r ON r.run_id = x.run_id
          JOIN source s
            ON s.team_id = :team AND s.product_id = :product AND s.source_id = x.source_id
        UNION ALL
        SELECT 'edit', 2, m.origin_seq::text, min(m.edited_at), m.edited_by,
               array_agg(m.field ORDER BY m.field), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
               NULL
          FROM ids
         CROSS JOIN LATERAL (
               SELECT * FROM manual_field m
                WHERE m.team_id = :team AND m.product_id = :product
                  AND m.customer_id = ids.identity_id) m
         GROUP BY m.origin_seq, m.edited_by
        UNION ALL
        SELECT 'merge', 3, m.merged_id::text, m.merged_at, m.merged_by, NULL, NULL, NULL, NULL,
               NULL, NULL, NULL, m.merged_id, NULL, NULL
          FROM ids
          JOIN customer_merge m
            ON m.team_id = :team AND m.product_id = :product AND m.merged_id = ids.identity_id
        UNION ALL
        SELECT 'priority', 4, '', v.priority_changed_at, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
               NULL, NULL, v.priority, v.previous_priority
          FROM customer_value v
         WHERE v.team_id = :team AND v.product_id = :product AND v.customer_id = :customer
           AND v.priority_changed_at IS NOT NULL AND v.previous_priority IS NOT NULL)
      SELECT * FROM events
       WHERE (at, rank, key COLLATE "C") < (:at, :rank, :key)
         -- Whoever was merged into another has no history of their own any more.
         AND EXISTS (SELECT 1 FROM customer c
                      WHERE c.team_id = :team AND c.product_id = :product
                        AND c.customer_id = :customer)
       ORDER BY at DESC, rank DESC, key COLLATE "C" DESC
       LIMIT :limit
      """;

  private static Row row(ResultSet row) throws SQLException {
    OffsetDateTime at = row.getObject("at", OffsetDateTime.class);
    Array fields = row.getArray("fields");
    String currency = row.getString("currency");
    return new Row(
        at,
        row.getInt("rank"),
        row.getString("key"),
        new Event(
            row.getString("kind"),
            at.toInstant(),
            row.getObject("user_id", UUID.class),
            fields == null ? List.of() : List.of((String[]) fields.getArray()),
            row.getObject("run_id", UUID.class),
            row.getString("file_name"),
            row.getString("source_name"),
            currency == null ? null : Amount.of(row.getLong("net"), currency),
            currency == null ? null : (Long) row.getLong("payments"),
            row.getObject("merged_id", UUID.class),
            row.getString("priority"),
            row.getString("previous_priority")));
  }

  /** Where a page ends. */
  private record Place(OffsetDateTime at, int rank, String key) {
    /** Behind everything that can have happened. */
    static final Place FIRST =
        new Place(OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), 0, "");

    static String of(Row row) {
      return row.at() + "|" + row.rank() + "|" + row.key();
    }

    static Place decode(String encoded) {
      String[] parts = encoded.split("\\|", 3);
      return new Place(OffsetDateTime.parse(parts[0]), Integer.parseInt(parts[1]), parts[2]);
    }
  }
}
