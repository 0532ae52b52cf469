package io.kundenwert.customer.value;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
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
 * When a customer paid how much, by month and source. A contribution stands in a month if its first
 * and its last payment do; a total of which only that it lies between two days is known is not
 * spread over the months between, it is told apart.
 */
@Service
public class PaymentsOverTime {
  /** The months shown, the present one included. */
  public static final int MONTHS = 24;

  private final JdbcClient jdbc;
  private final Products products;
  private final Clock clock;
  private final TransactionTemplate snapshot;

  PaymentsOverTime(
      JdbcClient jdbc, Products products, Clock clock, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.products = products;
    this.clock = clock;
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /**
   * Payments by month. The items, what was paid before and what has no month add up to the
   * customer's net value.
   *
   * @param from first month shown
   * @param until last month shown: the present one in the product's time zone
   * @param items months with payments, the earliest first; a month without any is not among them
   * @param before net value of the months before the first one shown
   * @param undated net value that belongs to no single month
   */
  @Schema(
      name = "PaymentsOverTime",
      description = "Items, before and undated add up to the customer's net value")
  public record Payments(
      @Schema(description = "First month shown", example = "2025-01") String from,
      @Schema(description = "Last month shown", example = "2026-12") String until,
      List<OfMonth> items,
      Amount before,
      @Schema(description = "Net value that belongs to no single month") Amount undated) {}

  /**
   * What a source brought in a month.
   *
   * @param month month
   * @param sourceId source
   * @param sourceName its name
   * @param net gross less refunded
   * @param payments number of payments
   */
  @Schema(name = "PaymentsOfMonth")
  public record OfMonth(
      @Schema(example = "2026-11") String month,
      UUID sourceId,
      String sourceName,
      Amount net,
      long payments) {}

  /**
   * What a source brought in a month.
   *
   * @param month a day of the month; null for what belongs to no single month
   * @param sourceId source
   * @param sourceName its name
   * @param net gross less refunded, in minor units
   * @param payments number of payments
   */
  public record Paid(
      @Nullable LocalDate month, UUID sourceId, String sourceName, long net, long payments) {}

  /** The payments of a customer; nothing if there is none of that id in the product. */
  public Optional<Payments> of(UUID teamId, UUID productId, UUID customerId) {
    Optional<Payments> payments =
        snapshot.execute(
            status -> {
              Optional<ProductSettings> product = products.find(teamId, productId);
              Optional<String> currency = currency(teamId, productId, customerId);
              if (product.isEmpty() || currency.isEmpty()) {
                return Optional.empty();
              }
              YearMonth until =
                  YearMonth.from(LocalDate.ofInstant(clock.instant(), product.get().timeZone()));
              return Optional.of(
                  payments(rows(teamId, productId, customerId), until, currency.get()));
            });
    return payments == null ? Optional.empty() : payments;
  }

  private Optional<String> currency(UUID teamId, UUID productId, UUID customerId) {
    return jdbc.sql(
            """
            SELECT currency FROM customer_value
             WHERE team_id = ? AND product_id = ? AND customer_id = ?
            """)
        .params(teamId, productId, customerId)
        .query(String.class)
        .optional();
  }

  /**
   * Payments of the {@value #MONTHS} months until that one.
   *
   * @param rows months, the earliest first
   * @param until last month shown
   * @param currency that of the amounts
   */
  public static Payments payments(List<Paid> rows, YearMonth until, String currency) {
    YearMonth from = until.minusMonths(MONTHS - 1L);
    long before = 0;
    long undated = 0;
    List<OfMonth> items = new ArrayList<>();
    for (Paid row : rows) {
      YearMonth month = row.month() == null ? null : YearMonth.from(row.month());
      // A day that has begun elsewhere may already be of the next month.
      if (month == null || month.isAfter(until)) {
        undated += row.net();
      } else if (month.isBefore(from)) {
        before += row.net();
      } else {
        items.add(
            new OfMonth(
                month.toString(),
                row.sourceId(),
                row.sourceName(),
                Amount.of(row.net(), currency),
                row.payments()));
      }
    }
    return new Payments(
        from.toString(),
        until.toString(),
        items,
        Amount.of(before, currency),
        Amount.of(undated, currency));
  }

  private List<Paid> rows(UUID teamId, UUID productId, UUID customerId) {
    return jdbc.sql(
            """
            SELECT x.month, x.source_id, s.name, x.net, x.payments
              FROM (SELECT CASE WHEN date_trunc('month', c.first_on)
                                   = date_trunc('month', c.last_on)
                                THEN date_trunc('month', c.last_on)::date END AS month,
                           c.source_id, sum(c.gross - c.refunded)::bigint AS net,
                           sum(c.payments)::bigint AS payments
                      FROM\
            """
                + ValueExplanation.OF_CUSTOMER
                + """
                       c
                     WHERE c.counted
                     GROUP BY 1, 2) x
              JOIN source s
                ON s.team_id = :team AND s.product_id = :product AND s.source_id = x.source_id
             ORDER BY x.month NULLS LAST, s.name, x.source_id
            """)
        .param("team", teamId)
        .param("product", productId)
        .param("customer", customerId)
        .query(
            (row, number) ->
                new Paid(
                    row.getObject("month", LocalDate.class),
                    row.getObject("source_id", UUID.class),
                    row.getString("name"),
                    row.getLong("net"),
                    row.getLong("payments")))
        .list();
  }
}
