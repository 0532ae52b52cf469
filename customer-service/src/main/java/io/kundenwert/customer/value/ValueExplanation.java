package io.kundenwert.customer.value;

import io.kundenwert.customer.cursor.Cursors;
import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.product.RankBy;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Why a customer has the value they have (C4): every contribution as a row, their sum, which is the
 * value shown, and how monthly spend and priority follow from it.
 */
@Service
public class ValueExplanation {
  /** The longest page of contributions. */
  public static final int MAX_LIMIT = 200;

  private final JdbcClient jdbc;
  private final Products products;
  private final Cursors cursors;
  private final Clock clock;
  private final TransactionTemplate snapshot;

  ValueExplanation(
      JdbcClient jdbc,
      Products products,
      Cursors cursors,
      Clock clock,
      PlatformTransactionManager transactionManager) {
    this.jdbc = jdbc;
    this.products = products;
    this.cursors = cursors;
    this.clock = clock;
    this.snapshot = new TransactionTemplate(transactionManager);
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /**
   * A page of the explanation. All but the items is the same on every page.
   *
   * @param customerId customer
   * @param items contributions, the newest origin first
   * @param next cursor for {@code after}, null on the last page
   * @param sum sum of all counted contributions: the customer's value
   * @param monthly how the monthly spend follows
   * @param priority how the priority follows
   */
  @Schema(name = "ValueExplanation", description = "Why a customer has the value they have")
  public record Explanation(
      UUID customerId,
      List<Item> items,
      @Schema(description = "Cursor for after; null on the last page") @Nullable String next,
      Sum sum,
      Monthly monthly,
      PriorityReason priority) {}

  /**
   * A contribution.
   *
   * @param sourceId source
   * @param sourceName its name
   * @param importId import that brought it
   * @param fileName its file
   * @param importedAt when the import was started
   * @param externalId id of the payment in the source; null for rows of a file that were folded
   * @param firstRow first row of the file
   * @param lastRow last row of the file
   * @param gross total spend
   * @param refunded refund volume
   * @param net gross less refunded
   * @param rate rate to the product's currency; null where nothing was converted
   * @param payments number of payments
   * @param firstPaymentOn day of the first payment
   * @param lastPaymentOn day of the last payment
   * @param paidAt instant of a single payment
   * @param counted whether it counts; a newer origin may have replaced it
   */
  @Schema(name = "Contribution", description = "What one import or payment contributes")
  public record Item(
      UUID sourceId,
      String sourceName,
      UUID importId,
      String fileName,
      Instant importedAt,
      @Nullable String externalId,
      @Schema(description = "First row of the file, 1 for the first data row") long firstRow,
      long lastRow,
      Amount gross,
      Amount refunded,
      Amount net,
      @Schema(description = "Rate to the product's currency; null where nothing was converted")
          @Nullable BigDecimal rate,
      long payments,
      @Nullable LocalDate firstPaymentOn,
      @Nullable LocalDate lastPaymentOn,
      @Nullable Instant paidAt,
      @Schema(description = "False if a newer import or payment replaced it") boolean counted) {}

  /**
   * The sum line.
   *
   * @param contributions number of contributions that count
   * @param gross total spend
   * @param refunded refund volume
   * @param net gross less refunded
   * @param payments number of payments
   * @param firstPaymentOn day of the first payment
   * @param lastPaymentOn day of the last payment
   */
  @Schema(name = "ContributionSum")
  public record Sum(
      long contributions,
      Amount gross,
      Amount refunded,
      Amount net,
      long payments,
      @Nullable LocalDate firstPaymentOn,
      @Nullable LocalDate lastPaymentOn) {}

  /**
   * How the monthly spend follows.
   *
   * @param amount monthly spend; null if it is not known
   * @param basis {@code total-by-months}, {@code stated} by a file, or {@code unknown}
   * @param total what is divided
   * @param months by how many months
   * @param firstPaymentOn since when the months are counted
   * @param today day on which they were counted, in the product's time zone
   * @param changesOn next day on which the number of months changes
   */
  @Schema(name = "MonthlyReason")
  public record Monthly(
      @Nullable Amount amount,
      @Schema(allowableValues = {"total-by-months", "stated", "unknown"}) String basis,
      @Nullable Amount total,
      @Nullable Long months,
      @Nullable LocalDate firstPaymentOn,
      LocalDate today,
      @Nullable LocalDate changesOn) {}

  /**
   * How the priority follows: the first comparison that holds.
   *
   * @param priority high, medium or low
   * @param rankedBy whether gross or net decides
   * @param comparisons the comparisons in their order; empty if no monthly spend is known
   */
  @Schema(name = "PriorityReason")
  public record PriorityReason(
      @Schema(allowableValues = {"high", "medium", "low"}) String priority,
      @Schema(allowableValues = {"gross", "net"}) String rankedBy,
      List<Comparison> comparisons) {}

  /**
   * A comparison: amount ≥ threshold × months, exactly.
   *
   * @param priority priority that it decides about
   * @param amount total, or the stated monthly spend
   * @param threshold the product's threshold
   * @param months months, 1 for a stated monthly spend
   * @param required threshold × months in minor units, as text
   * @param holds whether the amount reaches it
   */
  @Schema(name = "PriorityComparison")
  public record Comparison(
      String priority,
      Amount amount,
      Amount threshold,
      long months,
      String required,
      boolean holds) {}

  private record Stored(String currency, @Nullable Long stated, String priority) {}

  private record Row(long originSeq, UUID identityId, Item item) {}

  /**
   * A page of the explanation.
   *
   * @param limit contributions on the page, 1 to {@value #MAX_LIMIT}
   * @param after cursor of the page before
   * @return nothing if there is no such customer in the product
   * @throws Problem 400 {@code invalid-limit} or {@code invalid-cursor}
   */
  public Optional<Explanation> of(
      UUID userId,
      UUID teamId,
      UUID productId,
      UUID customerId,
      int limit,
      @Nullable String after) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw Problem.badRequest("invalid-limit", "limit", limit);
    }
    Cursors.Binding binding = new Cursors.Binding(userId, productId, "contributions|" + customerId);
    Place place = after == null ? null : Place.decode(cursors.open(after, binding));
    Optional<Explanation> explanation =
        snapshot.execute(
            status -> {
              Optional<Stored> stored = stored(teamId, productId, customerId);
              Optional<ProductSettings> settings = products.find(teamId, productId);
              if (stored.isEmpty() || settings.isEmpty()) {
                return Optional.empty();
              }
              return Optional.of(
                  explain(
                      new Read(teamId, productId, customerId),
                      stored.get(),
                      settings.get(),
                      limit,
                      place,
                      binding));
            });
    return explanation == null ? Optional.empty() : explanation;
  }

  private record Read(UUID teamId, UUID productId, UUID customerId) {}

  private Explanation explain(
      Read read,
      Stored stored,
      ProductSettings settings,
      int limit,
      @Nullable Place place,
      Cursors.Binding binding) {
    List<Row> rows = rows(read, limit + 1, place);
    List<Row> page = rows.subList(0, Math.min(limit, rows.size()));
    String next = null;
    if (rows.size() > limit) {
      next = cursors.seal(Place.of(page.getLast()).encoded(), binding);
    }
    Sum sum = sum(read, stored.currency());
    LocalDate today = LocalDate.ofInstant(clock.instant(), settings.timeZone());
    return new Explanation(
        read.customerId(),
        page.stream().map(Row::item).toList(),
        next,
        sum,
        monthly(sum, stored, settings, today),
        priority(sum, stored, settings, today));
  }

  private Optional<Stored> stored(UUID teamId, UUID productId, UUID customerId) {
    return jdbc.sql(
            """
            SELECT currency, monthly_stated, priority FROM customer_value
             WHERE team_id = ? AND product_id = ? AND customer_id = ?
            """)
        .params(teamId, productId, customerId)
        .query(
            (row, number) ->
                new Stored(row.getString(1), row.getObject(2, Long.class), row.getString(3)))
        .optional();
  }

  /** The contributions of a customer, with the parameters team, product and customer. */
  static final String OF_CUSTOMER =
      """
      (SELECT c.* FROM contribution c
        WHERE c.team_id = :team AND c.product_id = :product AND c.identity_id = :customer
       UNION ALL
       SELECT c.* FROM identity i
         JOIN contribution c
           ON c.team_id = i.team_id AND c.product_id = i.product_id
          AND c.identity_id = i.identity_id
        WHERE i.customer_id = :customer AND i.identity_id <> i.customer_id
          AND i.team_id = :team AND i.product_id = :product)
      """;

  private Sum sum(Read read, String currency) {
    return jdbc.sql(
            """
            SELECT count(*) AS contributions, coalesce(sum(x.gross), 0)::bigint AS gross,
                   coalesce(sum(x.refunded), 0)::bigint AS refunded,
                   coalesce(sum(x.payments), 0)::bigint AS payments,
                   min(x.first_on) AS first_on, max(x.last_on) AS last_on
              FROM\
            """
                + OF_CUSTOMER
                + " x WHERE x.counted")
        .param("team", read.teamId())
        .param("product", read.productId())
        .param("customer", read.customerId())
        .query(
            (row, number) -> {
              long gross = row.getLong("gross");
              long refunded = row.getLong("refunded");
              return new Sum(
                  row.getLong("contributions"),
                  Amount.of(gross, currency),
                  Amount.of(refunded, currency),
                  Amount.of(gross - refunded, currency),
                  row.getLong("payments"),
                  row.getObject("first_on", LocalDate.class),
                  row.getObject("last_on", LocalDate.class));
            })
        .single();
  }

  private List<Row> rows(Read read, int limit, @Nullable Place place) {
    JdbcClient.StatementSpec statement =
        jdbc.sql(
                """
                SELECT x.*, s.name, r.file_name, r.started_at
                  FROM\
                """
                    + OF_CUSTOMER
                    + """
                       x
                      JOIN source s
                        ON s.team_id = x.team_id AND s.product_id = x.product_id
                       AND s.source_id = x.source_id
                      JOIN run r
                        ON r.team_id = x.team_id AND r.product_id = x.product_id
                       AND r.run_id = x.run_id
                    """
                    + (place == null
                        ? ""
                        : """
                        WHERE (-x.origin_seq, x.identity_id, x.source_id, x.run_id, x.external_id)
                              > (:seq, :identity, :source, :run, :external)
                        """)
                    + """
                    ORDER BY -x.origin_seq, x.identity_id, x.source_id, x.run_id, x.external_id
                    LIMIT :limit
                    """)
            .param("team", read.teamId())
            .param("product", read.productId())
            .param("customer", read.customerId())
            .param("limit", limit);
    if (place != null) {
      statement =
          statement
              .param("seq", -place.originSeq())
              .param("identity", place.identityId())
              .param("source", place.sourceId())
              .param("run", place.runId())
              .param("external", place.externalId());
    }
    return statement.query((row, number) -> row(row)).list();
  }

  private static Row row(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    long gross = row.getLong("gross");
    long refunded = row.getLong("refunded");
    String externalId = row.getString("external_id");
    OffsetDateTime paidAt = row.getObject("paid_at", OffsetDateTime.class);
    return new Row(
        row.getLong("origin_seq"),
        row.getObject("identity_id", UUID.class),
        new Item(
            row.getObject("source_id", UUID.class),
            row.getString("name"),
            row.getObject("run_id", UUID.class),
            row.getString("file_name"),
            row.getObject("started_at", OffsetDateTime.class).toInstant(),
            externalId.isEmpty() ? null : externalId,
            row.getLong("first_row"),
            row.getLong("last_row"),
            Amount.of(gross, currency),
            Amount.of(refunded, currency),
            Amount.of(gross - refunded, currency),
            null,
            row.getLong("payments"),
            row.getObject("first_on", LocalDate.class),
            row.getObject("last_on", LocalDate.class),
            paidAt == null ? null : paidAt.toInstant(),
            row.getBoolean("counted")));
  }

  private static Monthly monthly(
      Sum sum, Stored stored, ProductSettings settings, LocalDate today) {
    LocalDate first = sum.firstPaymentOn();
    Valuation valuation = ValuePolicy.value(totals(sum), stored.stated(), settings, today);
    Long monthly = valuation.monthly();
    return new Monthly(
        monthly == null ? null : Amount.of(monthly, stored.currency()),
        first != null ? "total-by-months" : monthly != null ? "stated" : "unknown",
        first == null ? null : sum.gross(),
        first == null ? null : (Long) MonthsSincePayment.count(first, today),
        first,
        today,
        valuation.revalueOn());
  }

  private static PriorityReason priority(
      Sum sum, Stored stored, ProductSettings settings, LocalDate today) {
    LocalDate first = sum.firstPaymentOn();
    Long amount =
        first == null
            ? stored.stated()
            : (Long)
                Long.parseLong(
                    settings.rankBy() == RankBy.NET ? sum.net().minor() : sum.gross().minor());
    long months = first == null ? 1 : MonthsSincePayment.count(first, today);
    return new PriorityReason(
        ValuePolicy.value(totals(sum), stored.stated(), settings, today).priority().wireName(),
        settings.rankBy().wireName(),
        amount == null
            ? List.of()
            : List.of(
                comparison(Priority.HIGH, amount, settings.highFrom(), months, stored),
                comparison(Priority.MEDIUM, amount, settings.mediumFrom(), months, stored)));
  }

  private static Comparison comparison(
      Priority priority, long amount, long threshold, long months, Stored stored) {
    BigDecimal required = BigDecimal.valueOf(threshold).multiply(BigDecimal.valueOf(months));
    return new Comparison(
        priority.wireName(),
        Amount.of(amount, stored.currency()),
        Amount.of(threshold, stored.currency()),
        months,
        required.toPlainString(),
        BigDecimal.valueOf(amount).compareTo(required) >= 0);
  }

  private static Totals totals(Sum sum) {
    return new Totals(
        Long.parseLong(sum.gross().minor()),
        Long.parseLong(sum.refunded().minor()),
        sum.payments(),
        sum.firstPaymentOn(),
        sum.lastPaymentOn());
  }

  /** Where a page ends. */
  private record Place(
      long originSeq, UUID identityId, UUID sourceId, UUID runId, String externalId) {
    static Place of(Row row) {
      String externalId = row.item().externalId();
      return new Place(
          row.originSeq(),
          row.identityId(),
          row.item().sourceId(),
          row.item().importId(),
          externalId == null ? "" : externalId);
    }

    String encoded() {
      return originSeq + "|" + identityId + "|" + sourceId + "|" + runId + "|" + externalId;
    }

    static Place decode(String encoded) {
      String[] parts = encoded.split("\\|", 5);
      return new Place(
          Long.parseLong(parts[0]),
          UUID.fromString(parts[1]),
          UUID.fromString(parts[2]),
          UUID.fromString(parts[3]),
          parts[4]);
    }
  }
}
