package io.kundenwert.customer.directory;

import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down whom a list shows, a million customers in one statement. */
@Component
public class CustomerSelection {
  private final JdbcClient jdbc;
  private final CustomerCounts counts;

  CustomerSelection(JdbcClient jdbc, CustomerCounts counts) {
    this.jdbc = jdbc;
    this.counts = counts;
  }

  /**
   * Everybody on a list.
   *
   * @param into a table with the columns for team, product, owner and customer
   * @param ownerId what they are written down for
   * @param exclude who is left out
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void insertInto(
      String into,
      UUID ownerId,
      UUID teamId,
      UUID productId,
      CustomerQuery query,
      Collection<UUID> exclude) {
    CustomerQuery all = new CustomerQuery(CustomerOrder.DEFAULT, query.filter(), query.search());
    ListReader.prepare(jdbc);
    ListStatements list =
        new ListStatements(teamId, productId, counts.resolved(teamId, productId, all));
    Sql sql = start(into, ownerId, teamId, productId).add("FROM (").add(list.everyone()).add(") x");
    if (!exclude.isEmpty()) {
      // One hashed set instead of a look at every id for every customer.
      sql.add("WHERE x.customer_id NOT IN (SELECT unnest(?::uuid[]))", Sql.ids(exclude));
    }
    sql.prepare(jdbc).update();
  }

  /** Those of the named who are shown in lists; who is gone or archived is left out. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void insertInto(
      String into, UUID ownerId, UUID teamId, UUID productId, Collection<UUID> ids) {
    start(into, ownerId, teamId, productId)
        .add("FROM customer_value x")
        .add("WHERE x.team_id = ? AND x.product_id = ?", teamId, productId)
        .add("AND x.customer_id = ANY(?::uuid[]) AND x.archived_reason IS NULL", Sql.ids(ids))
        .prepare(jdbc)
        .update();
  }

  private static Sql start(String into, UUID ownerId, UUID teamId, UUID productId) {
    return new Sql()
        .add("INSERT INTO " + into)
        .add("SELECT ?::uuid, ?::uuid, ?::uuid, x.customer_id", teamId, productId, ownerId);
  }
}
