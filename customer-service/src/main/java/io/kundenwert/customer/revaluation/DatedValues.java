package io.kundenwert.customer.revaluation;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.value.Priority;
import io.kundenwert.customer.value.Totals;
import io.kundenwert.customer.value.Valuation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Values of customers with the day on which they change. */
@Repository
class DatedValues {
  private final JdbcClient jdbc;
  private final JdbcTemplate batches;

  DatedValues(JdbcClient jdbc, JdbcTemplate batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /**
   * The next values in the order of the customers' ids.
   *
   * @param dueOn only those that change on that day or before; null for all
   */
  List<DatedValue> after(
      ProductSettings product, UUID customerId, @Nullable LocalDate dueOn, int limit) {
    return jdbc.sql(
            """
            SELECT * FROM customer_value
             WHERE team_id = ? AND product_id = ? AND customer_id > ?
               AND (?::date IS NULL OR revalue_on <= ?::date)
             ORDER BY team_id, product_id, customer_id
             LIMIT ?
            """)
        .param(product.teamId())
        .param(product.productId())
        .param(customerId)
        .param(dueOn)
        .param(dueOn)
        .param(limit)
        .query((row, number) -> value(row))
        .list();
  }

  /** The next values of customers whom lists show, in the order of their ids. */
  List<DatedValue> listedAfter(ProductSettings product, UUID customerId, int limit) {
    return jdbc.sql(
            """
            SELECT * FROM customer_value
             WHERE team_id = ? AND product_id = ? AND customer_id > ? AND archived_reason IS NULL
             ORDER BY team_id, product_id, customer_id
             LIMIT ?
            """)
        .params(product.teamId(), product.productId(), customerId, limit)
        .query((row, number) -> value(row))
        .list();
  }

  /**
   * Values of some of the customers whom lists show, the same for the same share: whole pages of
   * the table, wherever they lie in it, so that no order decides who they are.
   *
   * @param percent about how many of a hundred
   */
  List<DatedValue> sample(ProductSettings product, double percent) {
    return jdbc.sql(
            """
            SELECT * FROM customer_value TABLESAMPLE SYSTEM (?::real) REPEATABLE (1)
             WHERE team_id = ? AND product_id = ? AND archived_reason IS NULL
            """)
        .params(percent, product.teamId(), product.productId())
        .query((row, number) -> value(row))
        .list();
  }

  /** The values of now of given customers, locked: nobody changes them until the end. */
  List<DatedValue> locked(ProductSettings product, Collection<UUID> customerIds) {
    return jdbc.sql(
            """
            SELECT * FROM customer_value
             WHERE team_id = ? AND product_id = ? AND customer_id = ANY(?)
             ORDER BY team_id, product_id, customer_id
               FOR NO KEY UPDATE
            """)
        .param(product.teamId())
        .param(product.productId())
        .param(customerIds.toArray(UUID[]::new))
        .query((row, number) -> value(row))
        .list();
  }

  /**
   * Writes locked values as they are on a day.
   *
   * @return whose visible value is another one now
   */
  List<UUID> write(
      ProductSettings settings, LocalDate today, List<DatedValue> locked, Instant now) {
    List<UUID> changed = new ArrayList<>();
    List<Object[]> rows = new ArrayList<>();
    for (DatedValue old : locked) {
      Valuation valuation = old.on(today, settings);
      if (valuation.equals(old.valuation())) {
        continue;
      }
      boolean visible = old.differsVisibly(valuation);
      if (visible) {
        changed.add(old.customerId());
      }
      String priority = valuation.priority().wireName();
      rows.add(
          new Object[] {
            valuation.monthly(),
            valuation.revalueOn(),
            priority,
            priority,
            now.atOffset(ZoneOffset.UTC),
            priority,
            visible,
            settings.teamId(),
            settings.productId(),
            old.customerId()
          });
    }
    batches.batchUpdate(
        """
        UPDATE customer_value
           SET monthly = ?::bigint, revalue_on = ?::date,
               previous_priority = CASE WHEN priority = ? THEN previous_priority ELSE priority END,
               priority_changed_at = CASE WHEN priority = ? THEN priority_changed_at ELSE ? END,
               priority = ?,
               version = CASE WHEN ? THEN nextval('state_version') ELSE version END
         WHERE team_id = ? AND product_id = ? AND customer_id = ?
        """,
        rows);
    return changed;
  }

  private static DatedValue value(ResultSet row) throws SQLException {
    return new DatedValue(
        row.getObject("customer_id", UUID.class),
        new Totals(
            row.getLong("gross"),
            row.getLong("refunded"),
            row.getLong("payments"),
            row.getObject("first_on", LocalDate.class),
            row.getObject("last_on", LocalDate.class)),
        row.getObject("monthly_stated", Long.class),
        new Valuation(
            row.getObject("monthly", Long.class),
            Priority.ofWireName(row.getString("priority")),
            row.getObject("revalue_on", LocalDate.class)));
  }
}
