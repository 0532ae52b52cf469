package io.kundenwert.customer.directory;

import io.kundenwert.customer.value.PaymentsOverTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * The kept figures of products. Counting a million customers takes seconds, so it is done after
 * changes and not for each request; a small product is counted at once.
 */
@Repository
class Figures {
  /** Products with more customers are not counted for a request. */
  static final int SMALL = 10_000;

  /** The days of which movers are told. */
  static final int MOVING_DAYS = 30;

  /** So many rises and so many falls. */
  static final int MOVERS = 5;

  /** Months that are kept apart: those shown, and some for figures that are counted late. */
  private static final int MONTHS = PaymentsOverTime.MONTHS + 2;

  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration AT_LATEST = Duration.ofSeconds(60);
  private static final Duration ANYWAY = Duration.ofHours(24);

  /**
   * Contributions of customers who are not archived, each with whose it is: asked for one by one,
   * since without statistics, as after a first import, a join would compare all with all.
   */
  private static final String CONTRIBUTED =
      """
      FROM (SELECT c.*, coalesce((SELECT i.customer_id FROM identity i
                                   WHERE i.identity_id = c.identity_id
                                     AND i.identity_id <> i.customer_id),
                                 c.identity_id) AS customer_id
              FROM contribution c
             WHERE c.team_id = :team AND c.product_id = :product AND c.counted) x
     WHERE NOT EXISTS (
             SELECT FROM customer_value v
              WHERE v.team_id = :team AND v.product_id = :product
                AND v.archived_reason IS NOT NULL
                AND v.customer_id = x.customer_id)
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  /** A product. */
  record ProductKey(UUID teamId, UUID productId) {}

  /** A product whose figures are due, and whether nothing is imported or changed in it just now. */
  record Due(ProductKey product, boolean quiet) {}

  Figures(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** The figures of now for a small product, else the kept ones if there are any. */
  Optional<ProductFigures> of(UUID teamId, UUID productId) {
    return isSmall(productId) ? Optional.of(counted(teamId, productId)) : kept(teamId, productId);
  }

  private boolean isSmall(UUID productId) {
    return customers(productId, SMALL + 1) <= SMALL;
  }

  /** The number of customers up to a limit. */
  int customers(UUID productId, int limit) {
    return jdbc.sql(
            """
            SELECT count(*) FROM (
              SELECT FROM customer_value WHERE product_id = ? AND archived_reason IS NULL LIMIT ?) s
            """)
        .params(productId, limit)
        .query(Integer.class)
        .single();
  }

  /** The figures that were counted last. */
  Optional<ProductFigures> kept(UUID teamId, UUID productId) {
    return jdbc.sql(
            """
            SELECT figures::text FROM directory_figures
             WHERE team_id = ? AND product_id = ? AND figures IS NOT NULL
            """)
        .params(teamId, productId)
        .query((row, number) -> json.readValue(row.getString(1), ProductFigures.class))
        .optional();
  }

  /** Counts. */
  ProductFigures counted(UUID teamId, UUID productId) {
    Instant now = clock.instant();
    List<ProductFigures.OfPriority> priorities =
        jdbc.sql(
                """
                SELECT priority, count(*), sum(gross)::bigint, sum(refunded)::bigint,
                       sum(net)::bigint, sum(payments)::bigint
                  FROM customer_value
                 WHERE product_id = ? AND archived_reason IS NULL
                 GROUP BY priority ORDER BY priority
                """)
            .params(productId)
            .query(
                (row, number) ->
                    new ProductFigures.OfPriority(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6)))
            .list();
    List<ProductFigures.OfSource> sources =
        jdbc.sql(
                """
                SELECT c.source_id, count(*), sum(c.gross)::bigint, sum(c.refunded)::bigint,
                       sum(c.payments)::bigint
                  FROM (SELECT x.identity_id, x.source_id, sum(x.gross) AS gross,
                               sum(x.refunded) AS refunded, sum(x.payments) AS payments
                          FROM contribution x
                         WHERE x.team_id = ? AND x.product_id = ? AND x.counted
                         GROUP BY x.identity_id, x.source_id) c
                 WHERE NOT EXISTS (
                         SELECT FROM customer_value v
                          WHERE v.team_id = ? AND v.product_id = ?
                            AND v.archived_reason IS NOT NULL
                            AND v.customer_id = coalesce(
                                  (SELECT i.customer_id FROM identity i
                                    WHERE i.identity_id = c.identity_id
                                      AND i.identity_id <> i.customer_id), c.identity_id))
                 GROUP BY c.source_id ORDER BY c.source_id
                """)
            .params(teamId, productId, teamId, productId)
            .query(
                (row, number) ->
                    new ProductFigures.OfSource(
                        row.getObject(1, UUID.class),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(3) - row.getLong(4),
                        row.getLong(5)))
            .list();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate since = today.minusDays(MOVING_DAYS - 1L);
    return new ProductFigures(
        now,
        priorities,
        sources,
        months(teamId, productId, today),
        movers(teamId, productId, since),
        since);
  }

  private List<ProductFigures.OfMonth> months(UUID teamId, UUID productId, LocalDate today) {
    return jdbc.sql(
            """
            SELECT CASE WHEN date_trunc('month', x.first_on) = date_trunc('month', x.last_on)
                        THEN greatest(date_trunc('month', x.last_on)::date, :earliest) END AS month,
                   x.source_id, sum(x.gross - x.refunded)::bigint AS net,
                   sum(x.payments)::bigint AS payments
            """
                + CONTRIBUTED
                + " GROUP BY 1, 2 ORDER BY 1, 2")
        .param("team", teamId)
        .param("product", productId)
        .param("earliest", YearMonth.from(today).minusMonths(MONTHS - 1L).atDay(1))
        .query(
            (row, number) ->
                new ProductFigures.OfMonth(
                    row.getObject("month", LocalDate.class),
                    row.getObject("source_id", UUID.class),
                    row.getLong("net"),
                    row.getLong("payments")))
        .list();
  }

  private List<ProductFigures.Mover> movers(UUID teamId, UUID productId, LocalDate since) {
    return jdbc.sql(
            """
            WITH moved AS (
              SELECT x.customer_id,
                     sum(x.gross - x.refunded)::bigint AS net
            """
                + CONTRIBUTED
                + """
                 AND x.first_on >= :since
               GROUP BY 1)
            SELECT * FROM (
              (SELECT * FROM moved WHERE net > 0 ORDER BY net DESC, customer_id LIMIT :most)
              UNION ALL
              (SELECT * FROM moved WHERE net < 0 ORDER BY net, customer_id LIMIT :most)) m
             ORDER BY net DESC, customer_id
            """)
        .param("team", teamId)
        .param("product", productId)
        .param("since", since)
        .param("most", MOVERS)
        .query(
            (row, number) ->
                new ProductFigures.Mover(
                    row.getObject("customer_id", UUID.class), row.getLong("net")))
        .list();
  }

  /**
   * Keeps figures.
   *
   * @param last whether nothing is left to do; else the product is due again once it is quiet
   */
  void keep(UUID teamId, UUID productId, ProductFigures figures, boolean last) {
    jdbc.sql(
            """
            UPDATE directory_figures
               SET counted_at = ?, figures = ?::jsonb,
                   touched_at = CASE WHEN ? THEN touched_at ELSE greatest(touched_at, ?) END
             WHERE team_id = ? AND product_id = ? AND coalesce(counted_at < ?, true)
            """)
        .params(
            at(figures.asOf()),
            json.writeValueAsString(figures),
            last,
            at(figures.asOf()),
            teamId,
            productId,
            at(figures.asOf()))
        .update();
  }

  /** Notes that customers of a product changed. */
  void touched(UUID teamId, UUID productId) {
    jdbc.sql(
            """
            INSERT INTO directory_figures (team_id, product_id, touched_at) VALUES (?, ?, ?)
            ON CONFLICT (team_id, product_id) DO UPDATE SET touched_at = excluded.touched_at
            """)
        .params(teamId, productId, at(clock.instant()))
        .update();
  }

  /**
   * Whose figures are due: changed and quiet since, imports ended, or changed for long, or counted
   * long ago.
   */
  List<Due> due() {
    Instant now = clock.instant();
    return jdbc.sql(
            """
            SELECT team_id, product_id, quiet
              FROM (SELECT *,
                           touched_at <= ? OR touched_at <= ? AND NOT EXISTS (
                             SELECT FROM run r
                              WHERE r.team_id = f.team_id AND r.product_id = f.product_id
                                AND r.status IN ('starting', 'publishing', 'merging')) AS quiet
                      FROM directory_figures f) f
             WHERE (coalesce(touched_at >= counted_at, true)
                    AND (quiet OR coalesce(counted_at, '-infinity') <= ?))
                OR counted_at <= ?
            """)
        .params(
            at(now.minus(AT_LATEST)),
            at(now.minus(QUIET)),
            at(now.minus(AT_LATEST)),
            at(now.minus(ANYWAY)))
        .query(
            (row, number) ->
                new Due(
                    new ProductKey(
                        row.getObject("team_id", UUID.class),
                        row.getObject("product_id", UUID.class)),
                    row.getBoolean("quiet")))
        .list();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
