package io.kundenwert.customer.directory;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which customer stands at which rank of each order, at up to a thousand equal distances. A jump
 * lands at the nearest mark before and steps from there, so it costs the same everywhere.
 */
@Repository
class RankMarks {
  private static final int MARKS = 1_000;

  private final JdbcClient jdbc;

  RankMarks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The last mark at or before a rank. */
  Optional<Place> before(UUID teamId, UUID productId, CustomerOrder order, long rank) {
    return jdbc.sql(
            """
            SELECT rank, sort_key, customer_id FROM directory_rank
             WHERE team_id = ? AND product_id = ? AND list_order = ? AND rank <= ?
             ORDER BY team_id DESC, product_id DESC, list_order DESC, rank DESC LIMIT 1
            """)
        .params(teamId, productId, order.wireName(), rank)
        .query(
            (row, number) ->
                new Place(
                    row.getString("sort_key"),
                    row.getObject("customer_id", UUID.class),
                    false,
                    row.getLong("rank")))
        .optional();
  }

  /** Sets the marks of an order anew by reading through its index. */
  void mark(UUID teamId, UUID productId, CustomerOrder order, long customers) {
    ListReader reader =
        new ListReader(
            jdbc, teamId, productId, new CustomerQuery(order, CustomerFilter.NONE, null));
    // The mark is the last customer before the rank.
    List<Place> marks = reader.everyIndexed(Math.max(1, customers / MARKS));
    jdbc.sql("DELETE FROM directory_rank WHERE team_id = ? AND product_id = ? AND list_order = ?")
        .params(teamId, productId, order.wireName())
        .update();
    jdbc.sql(
            """
            INSERT INTO directory_rank (team_id, product_id, list_order, rank, sort_key, customer_id)
            SELECT ?, ?, ?, m.rank, m.sort_key, m.customer_id
              FROM unnest(?::bigint[], ?::text[], ?::uuid[]) AS m(rank, sort_key, customer_id)
            """)
        .param(teamId)
        .param(productId)
        .param(order.wireName())
        .param(marks.stream().map(Place::rank).toArray(Long[]::new))
        .param(marks.stream().map(Place::key).toArray(String[]::new))
        .param(marks.stream().map(Place::customerId).toArray(UUID[]::new))
        .update();
  }
}
