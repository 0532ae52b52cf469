package io.kundenwert.customer.directory;

import io.kundenwert.customer.value.Amount;
import io.kundenwert.customer.value.SourceValues;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what a list shows of given customers. */
@Repository
class CustomerRows {
  private final JdbcClient jdbc;
  private final SourceValues sourceValues;

  CustomerRows(JdbcClient jdbc, SourceValues sourceValues) {
    this.jdbc = jdbc;
    this.sourceValues = sourceValues;
  }

  /** The customers in the order of the ids. */
  List<CustomerItem> items(UUID teamId, UUID productId, List<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<UUID, List<SourceValues.SourceValue>> sources = sourceValues.of(teamId, productId, ids);
    return jdbc.sql(
            """
            SELECT c.customer_id, c.email, c.name, c.company, c.country, c.tags, c.created_at,
                   v.priority, v.currency, v.gross, v.refunded, v.net, v.monthly, v.payments,
                   v.first_on, v.last_on
              FROM unnest(?::uuid[]) WITH ORDINALITY AS m(customer_id, place)
             CROSS JOIN LATERAL (
                   SELECT * FROM customer x
                    WHERE x.team_id = ? AND x.product_id = ? AND x.customer_id = m.customer_id
                    LIMIT 1) c
             CROSS JOIN LATERAL (
                   SELECT * FROM customer_value x
                    WHERE x.team_id = ? AND x.product_id = ? AND x.customer_id = m.customer_id
                    LIMIT 1) v
             ORDER BY m.place
            """)
        .param(ids.toArray(UUID[]::new))
        .param(teamId)
        .param(productId)
        .param(teamId)
        .param(productId)
        .query((row, number) -> item(row, sources))
        .list();
  }

  private static CustomerItem item(ResultSet row, Map<UUID, List<SourceValues.SourceValue>> sources)
      throws SQLException {
    UUID id = row.getObject("customer_id", UUID.class);
    String currency = row.getString("currency");
    long monthly = row.getLong("monthly");
    Amount monthlyAmount = row.wasNull() ? null : Amount.of(monthly, currency);
    return new CustomerItem(
        id,
        row.getString("email"),
        row.getString("name"),
        row.getString("company"),
        row.getString("country"),
        strings(row.getArray("tags")),
        row.getString("priority"),
        Amount.of(row.getLong("gross"), currency),
        Amount.of(row.getLong("refunded"), currency),
        Amount.of(row.getLong("net"), currency),
        monthlyAmount,
        row.getLong("payments"),
        row.getObject("first_on", LocalDate.class),
        row.getObject("last_on", LocalDate.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        sources.getOrDefault(id, List.of()).stream()
            .map(
                source ->
                    new CustomerItem.SourceNet(
                        source.sourceId(), source.name(), Amount.of(source.net(), currency)))
            .toList());
  }

  static List<String> strings(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
