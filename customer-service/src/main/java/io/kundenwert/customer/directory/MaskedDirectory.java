package io.kundenwert.customer.directory;

import io.kundenwert.customer.cursor.Cursors;
import io.kundenwert.support.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Customers as viewers see them (D2). The masking is in the queries: none of them reads what is
 * hidden, so that no order, count, page or place can depend on it. Whom a cleanup has archived is
 * listed here like everybody else: their absence would tell that they spend little.
 */
@Service
public class MaskedDirectory {
  /** The address with all but its first character and its domain gone. */
  private static final String COLUMNS =
      """
      c.customer_id, regexp_replace(c.email, '^(.).*(@[^@]*)$', '\\1***\\2') AS email, c.name,
      c.company, c.country, c.tags, c.created_at, c.sort_name
      """;

  private final JdbcClient jdbc;
  private final Cursors cursors;

  MaskedDirectory(JdbcClient jdbc, Cursors cursors) {
    this.jdbc = jdbc;
    this.cursors = cursors;
  }

  /** Whose list it is and what it shows; a cursor serves nobody else and no other list. */
  public record ListOf(UUID userId, UUID teamId, UUID productId, MaskedQuery query) {
    private Cursors.Binding binding() {
      return new Cursors.Binding(userId, productId, query.canonical());
    }
  }

  /** How many customers a list shows. */
  public record MaskedCount(long count, boolean approximate) implements Counted {}

  private record Row(MaskedCustomer customer, String sortName) {}

  /**
   * A page.
   *
   * @throws Problem 400 {@code invalid-limit}, {@code conflicting-cursors} or {@code
   *     invalid-cursor}
   */
  public MaskedPage page(ListOf list, int limit, @Nullable String after, @Nullable String before) {
    if (limit < 1 || limit > CustomerDirectory.MAX_LIMIT) {
      throw Problem.badRequest("invalid-limit", "limit", limit);
    }
    if (after != null && before != null) {
      throw new Problem(HttpStatus.BAD_REQUEST, "conflicting-cursors");
    }
    boolean backwards = before != null;
    String cursor = backwards ? before : after;
    Place from = cursor == null ? null : Place.decode(cursors.open(cursor, list.binding()));
    List<Row> rows = new ArrayList<>(read(list, from, backwards, limit + 1, 0));
    boolean more = rows.size() > limit;
    rows = new ArrayList<>(rows.subList(0, Math.min(limit, rows.size())));
    if (backwards) {
      Collections.reverse(rows);
    }
    if (rows.isEmpty()) {
      return new MaskedPage(List.of(), null, null);
    }
    return new MaskedPage(
        rows.stream().map(Row::customer).toList(),
        backwards || more ? seal(list, rows.getLast()) : null,
        (backwards ? more : from != null) ? seal(list, rows.getFirst()) : null);
  }

  /** The place so many customers into the list. */
  public CustomerDirectory.Jump seek(ListOf list, long rank) {
    if (rank <= 0) {
      return new CustomerDirectory.Jump(null, 0, false);
    }
    List<Row> found = read(list, null, false, 1, rank - 1);
    if (!found.isEmpty()) {
      return new CustomerDirectory.Jump(seal(list, found.getFirst()), rank, false);
    }
    List<Row> last = read(list, null, true, 1, 0);
    return last.isEmpty()
        ? new CustomerDirectory.Jump(null, 0, false)
        : new CustomerDirectory.Jump(seal(list, last.getFirst()), rank, true);
  }

  /** The place at a fraction of the list. */
  public CustomerDirectory.Jump seek(ListOf list, double fraction) {
    return seek(list, (long) Math.floor(count(list).count() * fraction));
  }

  /** How many customers a list shows, exactly. */
  public MaskedCount count(ListOf list) {
    Sql sql = new Sql().add("SELECT count(*) FROM customer c");
    where(sql, list);
    return new MaskedCount(
        jdbc.sql(sql.text()).params(sql.params()).query(Long.class).single(), false);
  }

  /** One customer. */
  public Optional<MaskedCustomer> find(UUID teamId, UUID productId, UUID customerId) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + " FROM customer c"
                + " WHERE c.team_id = ? AND c.product_id = ? AND c.customer_id = ?")
        .params(teamId, productId, customerId)
        .query((row, number) -> row(row).customer())
        .optional();
  }

  private List<Row> read(
      ListOf list, @Nullable Place from, boolean backwards, int limit, long skipped) {
    MaskedQuery query = list.query();
    boolean descending = query.descending() != backwards;
    Sql sql = new Sql().add("SELECT " + COLUMNS + " FROM customer c");
    where(sql, list);
    if (from != null) {
      String beyond = descending ? "<" : ">";
      if (query.byName()) {
        sql.add(
            "AND (c.sort_name, c.customer_id) " + beyond + " (?, ?)",
            Objects.requireNonNullElse(from.key(), ""),
            from.customerId());
      } else {
        sql.add("AND c.customer_id " + beyond + " ?", from.customerId());
      }
    }
    String direction = descending ? " DESC" : "";
    sql.add(
        query.byName()
            ? "ORDER BY c.product_id"
                + direction
                + ", c.sort_name"
                + direction
                + ", c.customer_id"
                + direction
            : "ORDER BY c.team_id"
                + direction
                + ", c.product_id"
                + direction
                + ", c.customer_id"
                + direction);
    sql.add("LIMIT ? OFFSET ?", limit, skipped);
    return jdbc.sql(sql.text()).params(sql.params()).query((row, number) -> row(row)).list();
  }

  private static void where(Sql sql, ListOf list) {
    sql.add("WHERE c.team_id = ? AND c.product_id = ?", list.teamId(), list.productId());
    if (list.query().search() != null) {
      sql.add(
          "AND c.customer_id IN (SELECT w.customer_id FROM customer_search w"
              + " WHERE w.words @@ ?::tsquery AND w.product_id = ?)",
          list.query().search().byWords().openExpression(list.productId()),
          list.productId());
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    String[] tags = (String[]) row.getArray("tags").getArray();
    return new Row(
        new MaskedCustomer(
            row.getObject("customer_id", UUID.class),
            row.getString("email"),
            row.getString("name"),
            row.getString("company"),
            row.getString("country"),
            List.of(tags),
            row.getObject("created_at", OffsetDateTime.class).toInstant()),
        row.getString("sort_name"));
  }

  private String seal(ListOf list, Row row) {
    return cursors.seal(
        new Place(row.sortName(), row.customer().id(), false, Place.UNKNOWN).encoded(),
        list.binding());
  }
}
