package io.kundenwert.customer.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each source contributes to customers (C1). */
@Repository
public class SourceValues {
  private final JdbcClient jdbc;

  SourceValues(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The counted contributions of one source to one customer. Amounts are minor units.
   *
   * @param sourceId source
   * @param name its name
   * @param gross total spend
   * @param refunded refund volume
   * @param payments number of payments
   */
  public record SourceValue(UUID sourceId, String name, long gross, long refunded, long payments) {
    /** Gross less refunded. */
    public long net() {
      return gross - refunded;
    }
  }

  /** The values of customers per source, the greatest first; customers without any are missing. */
  public Map<UUID, List<SourceValue>> of(
      UUID teamId, UUID productId, Collection<UUID> customerIds) {
    Map<UUID, List<SourceValue>> values = new LinkedHashMap<>();
    jdbc.sql(
            """
            SELECT m.customer_id, x.source_id, x.gross, x.refunded, x.payments,
                   (SELECT s.name FROM source s
                     WHERE s.team_id = ? AND s.product_id = ? AND s.source_id = x.source_id)
                     AS name
              FROM unnest(?::uuid[]) AS m(customer_id)
             CROSS JOIN LATERAL (
                   SELECT y.source_id, sum(y.gross)::bigint AS gross,
                          sum(y.refunded)::bigint AS refunded, sum(y.payments)::bigint AS payments
                     FROM (SELECT c.source_id, c.gross, c.refunded, c.payments
                             FROM contribution c
                            WHERE c.team_id = ? AND c.product_id = ?
                              AND c.identity_id = m.customer_id AND c.counted
                           UNION ALL
                           SELECT c.source_id, c.gross, c.refunded, c.payments
                             FROM identity i
                             JOIN contribution c
                               ON c.team_id = i.team_id AND c.product_id = i.product_id
                              AND c.identity_id = i.identity_id AND c.counted
                            WHERE i.customer_id = m.customer_id
                              AND i.identity_id <> i.customer_id
                              AND i.team_id = ? AND i.product_id = ?) y
                    GROUP BY y.source_id) x
             ORDER BY x.gross - x.refunded DESC, x.source_id
            """)
        .param(teamId)
        .param(productId)
        .param(customerIds.toArray(UUID[]::new))
        .params(List.of(teamId, productId, teamId, productId))
        .query(
            row -> {
              values
                  .computeIfAbsent(
                      row.getObject("customer_id", UUID.class), id -> new ArrayList<>())
                  .add(
                      new SourceValue(
                          row.getObject("source_id", UUID.class),
                          row.getString("name"),
                          row.getLong("gross"),
                          row.getLong("refunded"),
                          row.getLong("payments")));
            });
    return values;
  }
}
