package io.kundenwert.customer.directory;

import io.kundenwert.customer.cursor.Cursors;
import io.kundenwert.customer.product.Products;
import io.kundenwert.support.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
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

  /** How many customers of the order are looked at for words that may be frequent. */
  private static final int FIRST_WALK = 1_500;

  /** The same where the first walk has found some. */
  private static final int LONG_WALK = 12_000;

  private static final long COUNTED = 10_000;

  private final JdbcClient jdbc;
  private final Cursors cursors;
  private final Products products;
  private final Clock clock;

  MaskedDirectory(JdbcClient jdbc, Cursors cursors, Products products, Clock clock) {
    this.jdbc = jdbc;
    this.cursors = cursors;
    this.products = products;
    this.clock = clock;
  }

  /** Whose list it is and what it shows; a cursor serves nobody else and no other list. */
  public record ListOf(UUID userId, UUID teamId, UUID productId, MaskedQuery query) {
    private Cursors.Binding binding() {
      return new Cursors.Binding(userId, productId, query.canonical());
    }
  }

  /**
   * How many customers a list shows.
   *
   * @param approximate whether there are more: a search counts {@value #COUNTED} at most
   */
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
    List<Row> rows = new ArrayList<>(read(list, from, backwards, limit + 1));
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
    Place found = placeAt(list, false, rank - 1);
    if (found != null) {
      return new CustomerDirectory.Jump(seal(list, found), rank, false);
    }
    Place last = placeAt(list, true, 0);
    return last == null
        ? new CustomerDirectory.Jump(null, 0, false)
        : new CustomerDirectory.Jump(seal(list, last), rank, true);
  }

  /** The place at a fraction of the list. */
  public CustomerDirectory.Jump seek(ListOf list, double fraction) {
    return seek(list, (long) Math.floor(count(list).count() * fraction));
  }

  /** How many customers a list shows; of a search no more than {@value #COUNTED} are counted. */
  public MaskedCount count(ListOf list) {
    boolean all = list.query().search() == null;
    Sql sql = new Sql().add("SELECT count(*) FROM (SELECT FROM customer c");
    where(sql, list);
    if (!all) {
      found(sql, list);
      sql.add("LIMIT ?", COUNTED + 1);
    }
    sql.add(") found");
    long count = jdbc.sql(sql.text()).params(sql.params()).query(Long.class).single();
    return all || count <= COUNTED ? new MaskedCount(count, false) : new MaskedCount(COUNTED, true);
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

  /**
   * The rows behind or before a place. A search for frequent words is walked along the order until
   * the page is full; words that the walk meets seldom are looked up, and those found are sorted.
   */
  private List<Row> read(ListOf list, @Nullable Place from, boolean backwards, int limit) {
    if (list.query().search() == null) {
      return rows(ordered(list, from, backwards, limit));
    }
    List<Row> walked = rows(walk(list, from, backwards, FIRST_WALK, limit));
    if (walked.size() < limit && walked.size() * (LONG_WALK / FIRST_WALK) >= limit) {
      walked = rows(walk(list, from, backwards, LONG_WALK, limit));
    }
    return walked.size() == limit ? walked : rows(ordered(list, from, backwards, limit));
  }

  private List<Row> rows(Sql sql) {
    return jdbc.sql(sql.text()).params(sql.params()).query((row, number) -> row(row)).list();
  }

  private Sql ordered(ListOf list, @Nullable Place from, boolean backwards, int limit) {
    Sql sql = new Sql().add("SELECT " + COLUMNS + " FROM customer c");
    where(sql, list);
    found(sql, list);
    beyond(sql, list, from, backwards);
    order(sql, list, backwards);
    return sql.add("LIMIT ?", limit);
  }

  private Sql walk(ListOf list, @Nullable Place from, boolean backwards, int customers, int limit) {
    Sql sql = new Sql().add("SELECT " + COLUMNS + " FROM (SELECT c.* FROM customer c");
    where(sql, list);
    beyond(sql, list, from, backwards);
    order(sql, list, backwards);
    SearchQuery search = Objects.requireNonNull(list.query().search());
    sql.add(
        "LIMIT ?) c CROSS JOIN LATERAL (SELECT FROM customer_search w"
            + " WHERE w.team_id = c.team_id AND w.product_id = c.product_id"
            + " AND w.customer_id = c.customer_id AND w.words @@ ?::tsquery OFFSET 0) w",
        customers,
        search.byWords().openExpression(list.productId()));
    order(sql, list, backwards);
    return sql.add("LIMIT ?", limit);
  }

  /** Keys alone: an index has them, however many are skipped. */
  private @Nullable Place placeAt(ListOf list, boolean backwards, long skipped) {
    Sql sql = list.query().search() == null ? places(list) : placesFound(list);
    order(sql, list, backwards);
    sql.add("LIMIT 1 OFFSET ?", skipped);
    return jdbc.sql(sql.text())
        .params(sql.params())
        .query(
            (row, number) ->
                new Place(row.getString(2), row.getObject(1, UUID.class), false, Place.UNKNOWN))
        .optional()
        .orElse(null);
  }

  private Sql places(ListOf list) {
    Sql sql = new Sql().add("SELECT c.customer_id, " + nameOf(list) + " FROM customer c");
    where(sql, list);
    return sql;
  }

  private static String nameOf(ListOf list) {
    return list.query().byName() ? "c.sort_name" : "NULL";
  }

  /** Those who are found, collected first: the planner would walk the whole order to the few. */
  private Sql placesFound(ListOf list) {
    SearchQuery search = Objects.requireNonNull(list.query().search());
    Sql sql =
        new Sql()
            .add("WITH c AS MATERIALIZED (")
            .add(
                "SELECT c.team_id, c.product_id, c.customer_id, c.sort_name FROM customer_search c");
    where(sql, list);
    return sql.add("AND c.words @@ ?::tsquery)", search.byWords().openExpression(list.productId()))
        .add("SELECT c.customer_id, " + nameOf(list) + " FROM c");
  }

  /** The same list whatever the day: its period is that of now. */
  ListOf dated(ListOf list) {
    if (list.query().created() == null) {
      return list;
    }
    ZoneId zone = products.timeZone(list.teamId(), list.productId());
    return new ListOf(
        list.userId(), list.teamId(), list.productId(), list.query().on(clock.instant(), zone));
  }

  private void where(Sql sql, ListOf list) {
    sql.add("WHERE c.team_id = ? AND c.product_id = ?", list.teamId(), list.productId());
    CreatedIn created = dated(list).query().created();
    if (created != null) {
      CreatedIn.Ids ids = Objects.requireNonNull(created.ids());
      sql.add("AND c.customer_id >= ? AND c.customer_id < ?", ids.from(), ids.until());
    }
  }

  private static void found(Sql sql, ListOf list) {
    if (list.query().search() != null) {
      sql.add(
          "AND c.customer_id IN (SELECT w.customer_id FROM customer_search w"
              + " WHERE w.words @@ ?::tsquery AND w.product_id = ?)",
          list.query().search().byWords().openExpression(list.productId()),
          list.productId());
    }
  }

  private static void beyond(Sql sql, ListOf list, @Nullable Place from, boolean backwards) {
    if (from == null) {
      return;
    }
    String beyond = list.query().descending() != backwards ? "<" : ">";
    if (list.query().byName()) {
      sql.add(
          "AND (c.sort_name, c.customer_id) " + beyond + " (?, ?)",
          Objects.requireNonNullElse(from.key(), ""),
          from.customerId());
    } else {
      sql.add("AND c.customer_id " + beyond + " ?", from.customerId());
    }
  }

  private static void order(Sql sql, ListOf list, boolean backwards) {
    String direction = list.query().descending() != backwards ? " DESC" : "";
    String first = list.query().byName() ? "c.product_id" : "c.team_id";
    String second = list.query().byName() ? "c.sort_name" : "c.product_id";
    sql.add(
        "ORDER BY " + String.join(direction + ", ", first, second, "c.customer_id") + direction);
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
    return seal(list, new Place(row.sortName(), row.customer().id(), false, Place.UNKNOWN));
  }

  private String seal(ListOf list, Place place) {
    return cursors.seal(place.encoded(), list.binding());
  }
}
