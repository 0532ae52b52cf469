package io.kundenwert.customer.directory;

import io.kundenwert.customer.value.Priority;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The statements of one list. They are written so that the planner has no choice to get wrong on a
 * young table: keys come from the index of the order, everything else is a look-up by primary key,
 * of an array of ids or inside a scalar subquery with a limit, which is never turned into a join.
 *
 * <p>A list is read in two parts, customers with a sort key and then those without, since an index
 * has the nulls at the wrong end in one of its directions. Within a part two keys are compared in
 * the range form {@code k <= v AND (k < v OR id > i)}: the first half is a range of the index.
 */
final class ListStatements {
  /** Part of a list. */
  enum Part {
    /** Customers that have the sort key. */
    KEYED,
    /** Customers that have none. */
    KEYLESS
  }

  private final UUID teamId;
  private final UUID productId;
  private final CustomerOrder.Column column;
  private final Set<Priority> priorities;
  private final CustomerFilter filter;
  private final @Nullable SearchQuery search;

  ListStatements(UUID teamId, UUID productId, CustomerQuery query) {
    this.teamId = teamId;
    this.productId = productId;
    this.column = query.order().column();
    this.filter = query.filter();
    this.search = query.search();
    this.priorities =
        filter.priorities().isEmpty()
            ? EnumSet.allOf(Priority.class)
            : EnumSet.copyOf(filter.priorities());
  }

  /** Whether customers can lack the sort key. */
  boolean hasKeylessPart() {
    return column == CustomerOrder.Column.MONTHLY || column == CustomerOrder.Column.LAST_PAYMENT;
  }

  /** Whether the index of the order answers the whole list, without a look at anything else. */
  boolean indexAnswersAll() {
    return filter.sources().isEmpty()
        && filter.imports().isEmpty()
        && search == null
        && (isValueColumn()
            || (column == CustomerOrder.Column.CREATED && filter.priorities().isEmpty()));
  }

  /** Whether the index, though it answers, passes over all who were first seen at another time. */
  boolean indexPassesOver() {
    return filter.created() != null && column != CustomerOrder.Column.CREATED;
  }

  private boolean isValueColumn() {
    return column != CustomerOrder.Column.NAME && column != CustomerOrder.Column.CREATED;
  }

  /**
   * Keys in the order of the list from the index alone; only where {@link #indexAnswersAll()}.
   *
   * @param place where to begin, null for the beginning
   */
  Sql fromIndex(Part part, boolean descending, @Nullable Place place, long offset, int limit) {
    return new Sql()
        .add("SELECT s.customer_id, s.k::text AS k FROM (")
        .add(stream(part, descending, place, offset + limit))
        .add(") s")
        .add("ORDER BY " + order("s.k", "s.customer_id", descending))
        .add("LIMIT ? OFFSET ?", limit, offset);
  }

  /**
   * Every so many-th key in the order of the list with its number, counted from 1 on; as {@link
   * #fromIndex}.
   *
   * @param before how many customers of the list come before this part of it
   * @param step distance between two keys
   */
  Sql everyFromIndex(Part part, boolean descending, long before, long step) {
    return new Sql()
        .add("SELECT m.customer_id, m.k, m.number FROM (")
        .add("SELECT s.customer_id, s.k::text AS k, ? + row_number() OVER (ORDER BY", before)
        .add(order("s.k", "s.customer_id", descending) + ") AS number FROM (")
        .add(stream(part, descending, null, Integer.MAX_VALUE))
        .add(") s) m WHERE m.number % ? = 0 ORDER BY m.number", step);
  }

  /** How many customers the index holds from a place on; as {@link #fromIndex}. */
  Sql countFromIndex(Part part, boolean descending, @Nullable Place place) {
    return new Sql()
        .add("SELECT count(*) FROM (")
        .add(stream(part, descending, place, Integer.MAX_VALUE))
        .add(") s");
  }

  /**
   * Walks the index of the order and looks at each customer.
   *
   * @param walked how many customers it looks at
   */
  Sql walk(
      Part part, boolean descending, @Nullable Place place, int walked, long offset, int limit) {
    return new Sql()
        .add("SELECT s.customer_id, s.k::text AS k FROM (")
        .add("SELECT u.customer_id, u.k FROM (")
        .add(stream(part, descending, place, walked))
        .add(") u ORDER BY " + order("u.k", "u.customer_id", descending))
        .add("LIMIT ?", walked)
        .add(") s WHERE true")
        .add(looks(null))
        .add("ORDER BY " + order("s.k", "s.customer_id", descending))
        .add("LIMIT ? OFFSET ?", limit, offset);
  }

  /**
   * Walks the index of the order and keeps whom the search found: it is cheaper to look for a few
   * thousand of the found in many keys than to read what all of them are worth.
   *
   * @param walked how many keys it looks at
   */
  Sql walkFound(Part part, boolean descending, @Nullable Place place, int walked, int limit) {
    return new Sql()
        .add("SELECT s.customer_id, s.k::text AS k FROM (")
        .add("SELECT u.customer_id, u.k FROM (")
        .add(stream(part, descending, place, walked))
        .add(") u ORDER BY " + order("u.k", "u.customer_id", descending))
        .add("LIMIT ?", walked)
        // A bare IN would become a join; this is one hashed set.
        .add(") s WHERE (s.customer_id IN (")
        .add(collect(Condition.SEARCH))
        .add(")) IS TRUE")
        .add(looks(Condition.SEARCH))
        .add("ORDER BY " + order("s.k", "s.customer_id", descending))
        .add("LIMIT ?", limit);
  }

  /**
   * Sorts customers that one condition collected, after looking at the other conditions.
   *
   * @param collected their ids
   * @param by the condition that need not be looked at again
   */
  Sql sort(
      Collection<UUID> collected,
      Condition by,
      Part part,
      boolean descending,
      @Nullable Place place,
      long offset,
      int limit) {
    return sort(
        new Sql().add("?::uuid[]", Sql.ids(collected)), by, part, descending, place, offset, limit);
  }

  /** The same for however many customers the condition collects. */
  Sql sortAll(Condition by, Part part, boolean descending, @Nullable Place place, int limit) {
    return sort(all(by), by, part, descending, place, 0, limit);
  }

  private Sql all(Condition by) {
    return new Sql().add("ARRAY(").add(collect(by)).add(")");
  }

  private Sql sort(
      Sql ids,
      Condition by,
      Part part,
      boolean descending,
      @Nullable Place place,
      long offset,
      int limit) {
    String key = column == CustomerOrder.Column.CREATED ? "NULL::text" : "x." + keyColumn();
    Sql keys = new Sql().add("SELECT x.customer_id, " + key + " AS k");
    if (column == CustomerOrder.Column.NAME) {
      keys.add("FROM customer x").add(those("x", ids));
    } else {
      keys.add("FROM customer_value x").add(those("x", ids)).add(shown("x"));
    }
    return new Sql()
        .add("SELECT s.customer_id, s.k::text AS k FROM (")
        .add(keys)
        .add(range(key, "x.customer_id", part, descending, place))
        // Sorted before the looks, of which it then takes no more than fill the page.
        .add("ORDER BY " + order(key, "x.customer_id", descending))
        .add("LIMIT ?) s WHERE true", Integer.MAX_VALUE)
        .add(looks(by))
        .add("ORDER BY " + order("s.k", "s.customer_id", descending))
        .add("LIMIT ? OFFSET ?", limit, offset);
  }

  /** The customers with these ids: one pass over the primary key, whatever comes twice. */
  private Sql those(String table, Sql ids) {
    return new Sql()
        .add("WHERE " + table + ".team_id = ? AND " + table + ".product_id = ?", teamId, productId)
        .add("AND " + table + ".customer_id = ANY(")
        .add(ids)
        .add(")");
  }

  private Sql shown(String table) {
    return new Sql()
        .add(
            "AND " + table + ".archived_reason IS NULL AND " + table + ".priority = ANY(?)",
            priorityNames());
  }

  private boolean isByWords() {
    return search != null && search.emailKey() == null;
  }

  /** Whether those who are found by words can be sorted without a look at anything else. */
  boolean searchKnowsOrder() {
    return isByWords() && !isValueColumn();
  }

  /**
   * Walks the customers' words in the order of the list, which is much cheaper than to look at the
   * customers, and looks at those who are found; only where {@link #searchKnowsOrder()}.
   *
   * @param walked how many customers' words it looks at
   */
  Sql walkWords(boolean descending, @Nullable Place place, int walked, int limit) {
    Sql words =
        new Sql()
            .add("SELECT x.customer_id, " + wordsKey() + " AS k, x.words FROM customer_search x")
            .add("WHERE x.product_id = ?", productId);
    if (column == CustomerOrder.Column.CREATED) {
      words.add("AND x.team_id = ?", teamId);
    }
    return new Sql()
        .add("SELECT s.customer_id, s.k::text AS k FROM (")
        .add(words)
        .add(range("x.sort_name", "x.customer_id", Part.KEYED, descending, place))
        .add("ORDER BY " + order("x.sort_name", "x.customer_id", descending))
        .add("LIMIT ?) s", walked)
        .add("WHERE s.words @@ ?::tsquery", requireSearch().expression(productId, filter.sources()))
        .add(looks(Condition.SEARCH))
        .add("ORDER BY " + order("s.k", "s.customer_id", descending))
        .add("LIMIT ?", limit);
  }

  private String wordsKey() {
    return column == CustomerOrder.Column.NAME ? "x.sort_name" : "NULL::text";
  }

  /**
   * Sorts those who are found by words, before looking at the other conditions; only where {@link
   * #searchKnowsOrder()}.
   *
   * @param sorted how many of them are looked at
   */
  Sql fromSearch(boolean descending, @Nullable Place place, int sorted, int limit) {
    SearchQuery words = requireSearch();
    return new Sql()
        // Collected first: the planner would walk the order for as long as it takes.
        .add("WITH m AS MATERIALIZED (")
        .add("SELECT x.customer_id, " + wordsKey() + " AS k FROM customer_search x")
        .add(
            "WHERE x.words @@ ?::tsquery AND x.product_id = ?",
            words.expression(productId, filter.sources()),
            productId)
        .add(range("x.sort_name", "x.customer_id", Part.KEYED, descending, place))
        .add(")")
        .add("SELECT s.customer_id, s.k::text AS k FROM (")
        .add("SELECT m.customer_id, m.k FROM m")
        .add("ORDER BY " + order("m.k", "m.customer_id", descending))
        .add("LIMIT ?) s WHERE true", sorted)
        .add(looks(Condition.SEARCH))
        .add("ORDER BY " + order("s.k", "s.customer_id", descending))
        .add("LIMIT ?", limit);
  }

  /** How many of the collected the list shows, and what they are worth. */
  Sql count(Collection<UUID> collected, Condition by) {
    return count(new Sql().add("?::uuid[]", Sql.ids(collected)), by);
  }

  /** The same for however many customers the condition collects. */
  Sql countAll(Condition by) {
    return count(all(by), by);
  }

  private Sql count(Sql ids, Condition by) {
    return new Sql()
        .add("SELECT count(*) AS customers, coalesce(sum(s.net), 0)::bigint AS net")
        .add("FROM customer_value s")
        .add(those("s", ids))
        .add(shown("s"))
        .add(seen("s.customer_id"))
        .add(looks(by));
  }

  /** The ids of everybody whom the list shows, each once and in no order. */
  Sql everyone() {
    // Priorities and ids are looked at in the same table anyway.
    Condition by =
        conditions().stream()
            .filter(it -> it != Condition.PRIORITY && it != Condition.CREATED)
            .findFirst()
            .orElse(null);
    Sql sql = new Sql().add("SELECT s.customer_id FROM customer_value s");
    if (by == null) {
      sql.add("WHERE s.team_id = ? AND s.product_id = ?", teamId, productId);
    } else {
      sql.add(those("s", all(by)));
    }
    return sql.add(shown("s")).add(seen("s.customer_id")).add(looks(by));
  }

  /** How many customers have the priorities, up to a limit, and what those are worth. */
  Sql countByPriority(int limit) {
    Sql sql =
        new Sql()
            .add("SELECT count(*) AS customers, coalesce(sum(s.net), 0)::bigint AS net FROM (")
            .add("SELECT v.net FROM customer_value v")
            .add("WHERE v.product_id = ? AND v.priority = ANY(?)", productId, priorityNames());
    if (filter.created() != null) {
      // By the primary key, which begins with the team.
      sql.add("AND v.team_id = ?", teamId).add(seen("v.customer_id"));
    }
    return sql.add("AND v.archived_reason IS NULL LIMIT ?) s", limit);
  }

  /** How many were first seen in the period, archived or not: the primary key alone knows. */
  Sql countSeen() {
    return new Sql().add("SELECT count(*) FROM (").add(collect(Condition.CREATED)).add(") s");
  }

  /** The conditions by which customers can be collected, those that are cheap to try first. */
  List<Condition> conditions() {
    return List.of(Condition.values()).stream().filter(this::isAsked).toList();
  }

  /** By what customers are collected where every condition collects many. */
  Condition lastResort(JdbcClient jdbc) {
    List<Condition> asked = conditions();
    return filter.created() == null || asked.size() == 1
        ? asked.getLast()
        : asked.stream().min(Comparator.comparingLong(it -> collect(it).planned(jdbc))).get();
  }

  private boolean isAsked(Condition condition) {
    return switch (condition) {
      case CREATED -> filter.created() != null;
      case IMPORT -> !filter.imports().isEmpty();
      // The words of those who are found tell their sources too.
      case SOURCE -> !filter.sources().isEmpty() && !isByWords();
      case PRIORITY -> !filter.priorities().isEmpty();
      case SEARCH -> search != null;
    };
  }

  /** A condition that has an index of its own. */
  enum Condition {
    CREATED,
    IMPORT,
    SOURCE,
    PRIORITY,
    SEARCH
  }

  /** The ids of customers for whom a condition holds; some may come twice. */
  Sql collect(Condition condition) {
    return switch (condition) {
      case CREATED ->
          new Sql()
              .add("SELECT v.customer_id FROM customer_value v")
              .add("WHERE v.team_id = ? AND v.product_id = ?", teamId, productId)
              .add(seen("v.customer_id"));
      case IMPORT ->
          new Sql()
              .add("SELECT")
              .add(customerOf("x.identity_id"))
              .add("AS customer_id FROM contribution x")
              .add(
                  "WHERE x.run_id = ANY(?::uuid[]) AND x.team_id = ? AND x.product_id = ?",
                  Sql.ids(filter.imports()),
                  teamId,
                  productId);
      case SOURCE ->
          new Sql()
              .add("SELECT")
              .add(customerOf("x.identity_id"))
              .add("AS customer_id FROM contribution x")
              .add("WHERE x.run_id = ANY(ARRAY(SELECT r.run_id FROM run r")
              .add(
                  "WHERE r.product_id = ? AND r.source_id = ANY(?::uuid[])))",
                  productId,
                  Sql.ids(filter.sources()))
              .add("AND x.team_id = ? AND x.product_id = ?", teamId, productId);
      case PRIORITY ->
          new Sql()
              .add("SELECT v.customer_id FROM customer_value v")
              .add(
                  "WHERE v.product_id = ? AND v.priority = ANY(?) AND v.archived_reason IS NULL",
                  productId,
                  priorityNames());
      case SEARCH -> requireSearch().collect(teamId, productId, filter.sources());
    };
  }

  /** The ids of at most {@code limit} customers for whom a condition holds. */
  Sql collect(Condition condition, int limit) {
    return new Sql().add(collect(condition)).add("LIMIT ?", limit);
  }

  private SearchQuery requireSearch() {
    if (search == null) {
      throw new IllegalStateException("Nothing is searched");
    }
    return search;
  }

  /** The customer of an identity: the same id unless customers were merged. */
  private static Sql customerOf(String identity) {
    return new Sql()
        .add(
            """
            coalesce((SELECT i.customer_id FROM identity i
                       WHERE i.identity_id = %1$s AND i.identity_id <> i.customer_id
                       LIMIT 1), %1$s)
            """
                .formatted(identity));
  }

  /**
   * Looks at a customer {@code s}, one condition after the other and the one that most fail first:
   * the planner would begin with the cheapest.
   */
  private Sql looks(@Nullable Condition except) {
    List<Sql> looks = new ArrayList<>();
    if (search != null && except != Condition.SEARCH) {
      looks.add(search.matches(teamId, productId, filter.sources(), "s.customer_id"));
    }
    if (!filter.imports().isEmpty() && except != Condition.IMPORT) {
      looks.add(contributed("x.run_id = ANY(?::uuid[])", Sql.ids(filter.imports())));
    }
    if (!filter.sources().isEmpty() && except != Condition.SOURCE) {
      looks.add(contributed("x.source_id = ANY(?::uuid[])", Sql.ids(filter.sources())));
    }
    if (!isValueColumn()) {
      // The index of these orders knows neither archive nor priority.
      looks.add(
          new Sql()
              .add("(SELECT true FROM customer_value v")
              .add(
                  "WHERE v.team_id = ? AND v.product_id = ? AND v.customer_id = s.customer_id",
                  teamId,
                  productId)
              .add(
                  "AND v.archived_reason IS NULL AND v.priority = ANY(?) LIMIT 1)",
                  priorityNames()));
    }
    Sql sql = new Sql();
    if (!looks.isEmpty()) {
      sql.add("AND");
      for (Sql look : looks.subList(0, looks.size() - 1)) {
        sql.add("CASE WHEN").add(look).add("THEN");
      }
      sql.add(looks.getLast());
      for (int i = 1; i < looks.size(); i++) {
        sql.add("END");
      }
    }
    return sql;
  }

  private Sql contributed(String condition, Object ids) {
    return new Sql()
        .add("coalesce((SELECT true FROM contribution x")
        .add(
            "WHERE x.team_id = ? AND x.product_id = ? AND x.identity_id = s.customer_id",
            teamId,
            productId)
        .add("AND " + condition + " LIMIT 1),", ids)
        .add("(SELECT true FROM identity i JOIN contribution x")
        .add("ON x.team_id = i.team_id AND x.product_id = i.product_id")
        .add("AND x.identity_id = i.identity_id")
        .add("WHERE i.customer_id = s.customer_id AND i.identity_id <> i.customer_id")
        .add("AND i.team_id = ? AND i.product_id = ?", teamId, productId)
        .add("AND " + condition + " LIMIT 1))", ids);
  }

  /** The condition that a customer was first seen in the period, if there is one. */
  private Sql seen(String id) {
    if (filter.created() == null) {
      return new Sql();
    }
    CreatedIn.Ids ids = filter.created().ids();
    if (ids == null) {
      throw new IllegalStateException("The calendar was not asked");
    }
    return new Sql().add("AND " + id + " >= ? AND " + id + " < ?", ids.from(), ids.until());
  }

  /** Customers in the order of the index, without any look. */
  private Sql stream(Part part, boolean descending, @Nullable Place place, long limit) {
    return switch (column) {
      case NAME ->
          new Sql()
              .add("(SELECT x.customer_id, x.sort_name AS k FROM customer x")
              .add("WHERE x.product_id = ?", productId)
              .add(range("x.sort_name", "x.customer_id", part, descending, place))
              .add("ORDER BY " + order("x.sort_name", "x.customer_id", descending))
              .add(limited(limit));
      case CREATED ->
          new Sql()
              .add("(SELECT x.customer_id, NULL::text AS k FROM customer_value x")
              .add("WHERE x.team_id = ? AND x.product_id = ?", teamId, productId)
              .add("AND x.archived_reason IS NULL")
              .add(range("x.k", "x.customer_id", part, descending, place))
              .add("ORDER BY " + order("x.k", "x.customer_id", descending))
              .add(limited(limit));
      case NET, MONTHLY, LAST_PAYMENT -> {
        String key = keyColumn();
        Sql sql = new Sql();
        String union = "";
        for (Priority priority : priorities) {
          // The product's id is unique and was checked against the team: with the team's id in the
          // condition the index alone would not answer.
          sql.add(union)
              .add("(SELECT x.customer_id, x." + key + " AS k FROM customer_value x")
              .add("WHERE x.product_id = ? AND x.priority = ?", productId, priority.wireName())
              .add("AND x.archived_reason IS NULL")
              .add(range("x." + key, "x.customer_id", part, descending, place))
              .add("ORDER BY " + order("x." + key, "x.customer_id", descending))
              .add(limited(limit));
          union = "UNION ALL";
        }
        yield sql;
      }
    };
  }

  private static Sql limited(long limit) {
    return new Sql().add("LIMIT ?)", limit);
  }

  private Sql range(String key, String id, Part part, boolean descending, @Nullable Place place) {
    // Every index of an order ends with the id, so none is read further for the period.
    Sql sql = new Sql().add(seen(id));
    if (column == CustomerOrder.Column.CREATED) {
      return place == null
          ? sql
          : sql.add("AND " + behind(id, descending, place), place.customerId());
    }
    if (part == Part.KEYLESS) {
      sql.add("AND " + key + " IS NULL");
      return place == null
          ? sql
          : sql.add("AND " + behind(id, descending, place), place.customerId());
    }
    if (place == null || place.key() == null) {
      return hasKeylessPart() ? sql.add("AND " + key + " IS NOT NULL") : sql;
    }
    Object value = keyValue(place.key());
    String beyond = descending ? "<" : ">";
    return sql.add("AND " + key + " " + beyond + "= ?", value)
        .add("AND (" + key + " " + beyond + " ?", value)
        .add("OR " + behind(id, descending, place) + ")", place.customerId());
  }

  private String behind(String id, boolean descending, Place place) {
    String beyond = idAscending(descending) ? ">" : "<";
    return id + " " + beyond + (place.inclusive() ? "= ?" : " ?");
  }

  /** Value indexes run key descending with ids ascending; the name index runs both ascending. */
  private boolean idAscending(boolean descending) {
    return isValueColumn() == descending;
  }

  private String order(String key, String id, boolean descending) {
    String ids = id + (idAscending(descending) ? "" : " DESC");
    if (column == CustomerOrder.Column.CREATED) {
      return ids;
    }
    String nulls = hasKeylessPart() ? (descending ? " NULLS LAST" : " NULLS FIRST") : "";
    return key + (descending ? " DESC" : "") + nulls + ", " + ids;
  }

  private String keyColumn() {
    return switch (column) {
      case NAME -> "sort_name";
      case NET -> "net";
      case MONTHLY -> "monthly";
      case LAST_PAYMENT -> "last_on";
      case CREATED -> throw new IllegalStateException("The key is the id");
    };
  }

  private Object keyValue(String key) {
    return switch (column) {
      case NAME, CREATED -> key;
      case NET, MONTHLY -> Long.valueOf(key);
      case LAST_PAYMENT -> LocalDate.parse(key);
    };
  }

  private Object priorityNames() {
    return priorities.stream()
        .map(Priority::wireName)
        .collect(Collectors.toList())
        .toArray(String[]::new);
  }
}
