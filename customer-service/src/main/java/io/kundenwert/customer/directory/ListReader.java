package io.kundenwert.customer.directory;

import io.kundenwert.customer.directory.ListStatements.Condition;
import io.kundenwert.customer.directory.ListStatements.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the keys of a list. Where the index of the order alone does not answer, it first walks a
 * little of it; if that does not fill the page, the matches are rare or lie elsewhere, and it asks
 * the conditions for their customers: few are sorted. Otherwise it walks on, and sorts what it has
 * to if the matches lie at the far end of the order.
 */
final class ListReader {
  /** What archived customers may cost of those who are sorted first. */
  private static final int SPARE = 100;

  /** How many customers' words are looked at for the price of a look at one customer. */
  private static final int WORDS_FOR_A_LOOK = 4;

  /** How many keys of the order are read for the price of a look at one customer. */
  private static final int KEYS_FOR_A_LOOK = 2;

  /** What part of the few is already so many that they are looked for in the order. */
  private static final int MANY_FOUND_IN = 2;

  private final JdbcClient jdbc;
  private final Effort effort;
  private final ListStatements statements;
  private final boolean descending;
  private final boolean wholeAddress;

  /** What part of the first walk is worth its price where words are expected to find few. */
  private static final int RARE_FOUND_IN = 3;

  /** A customer's place in the list. */
  record Key(UUID customerId, @Nullable String sortKey) {}

  /**
   * How far each way is gone before the next is tried. On two cores a look costs about 5 µs.
   *
   * @param firstWalk customers that are looked at first
   * @param few whom a condition collects up to this number is sorted at once
   * @param longWalk customers that are looked at when every condition collects many
   * @param frequent expected matches of a search from which they are not collected but walked to
   */
  record Effort(int firstWalk, int few, int longWalk, int frequent) {
    static final Effort USUAL = new Effort(1_500, 6_000, 12_000, 8_000);
  }

  ListReader(JdbcClient jdbc, UUID teamId, UUID productId, CustomerQuery query) {
    this(jdbc, teamId, productId, query, Effort.USUAL);
  }

  ListReader(JdbcClient jdbc, UUID teamId, UUID productId, CustomerQuery query, Effort effort) {
    this.jdbc = jdbc;
    this.effort = effort;
    this.statements = new ListStatements(teamId, productId, query);
    this.descending = query.order().descending();
    this.wholeAddress = query.search() != null && query.search().emailKey() != null;
  }

  /**
   * Prepares the transaction. The statements leave the planner no good choice but the intended one;
   * compiling them, caching a plan for unknown limits or starting workers would only cost time.
   */
  static void prepare(JdbcClient jdbc) {
    jdbc.sql(
            """
            SELECT set_config('jit', 'off', true),
                   set_config('plan_cache_mode', 'force_custom_plan', true),
                   set_config('enable_seqscan', 'off', true),
                   set_config('enable_hashjoin', 'off', true),
                   set_config('enable_mergejoin', 'off', true),
                   set_config('max_parallel_workers_per_gather', '0', true)
            """)
        .query((row, number) -> 0)
        .single();
  }

  /**
   * The next keys in the order of the list.
   *
   * @param place where to begin, null for the beginning
   */
  List<Key> after(@Nullable Place place, int limit) {
    return read(Part.values(), descending, place, limit);
  }

  /** The keys before a place, the nearest first. */
  List<Key> before(Place place, int limit) {
    return read(new Part[] {Part.KEYLESS, Part.KEYED}, !descending, place, limit);
  }

  private List<Key> read(Part[] parts, boolean down, @Nullable Place place, int limit) {
    List<Key> keys = new ArrayList<>();
    Part first = place == null ? parts[0] : partOf(place);
    boolean reached = false;
    for (Part part : parts) {
      reached |= part == first;
      if (!reached || (part == Part.KEYLESS && !statements.hasKeylessPart())) {
        continue;
      }
      keys.addAll(readPart(part, down, part == first ? place : null, limit - keys.size()));
      if (keys.size() >= limit) {
        break;
      }
    }
    return keys;
  }

  private Part partOf(Place place) {
    return place.key() == null && statements.hasKeylessPart() ? Part.KEYLESS : Part.KEYED;
  }

  private List<Key> readPart(Part part, boolean down, @Nullable Place place, int limit) {
    List<Condition> conditions = statements.conditions();
    if (statements.indexAnswersAll()) {
      if (statements.indexPassesOver()) {
        List<UUID> seen = collect(Condition.CREATED, effort.few());
        if (seen.size() <= effort.few()) {
          return keys(statements.sort(seen, Condition.CREATED, part, down, place, 0, limit));
        }
      }
      return keys(statements.fromIndex(part, down, place, 0, limit));
    }
    if (conditions.isEmpty()) {
      return keys(statements.walk(part, down, place, Integer.MAX_VALUE, 0, limit));
    }
    boolean words = conditions.contains(Condition.SEARCH) && !wholeAddress;
    // Collecting the frequent would cost more than to walk until the page is full.
    long expected = words ? expectedFound() : 0;
    boolean frequent = expected > effort.frequent();
    if (statements.searchKnowsOrder()) {
      return readFromSearch(conditions, frequent, part, down, place, limit);
    }
    // Where many are expected, but not enough to walk to, no short walk finds them.
    if (!wholeAddress && (frequent || expected <= effort.firstWalk())) {
      int walked =
          frequent
              ? effort.longWalk()
              : words ? effort.firstWalk() / RARE_FOUND_IN : effort.firstWalk();
      List<Key> found = keys(statements.walk(part, down, place, walked, 0, limit));
      if (found.size() == limit) {
        return found;
      }
    }
    if (words && !frequent) {
      if (expected > effort.few() / MANY_FOUND_IN) {
        List<Key> found =
            keys(
                statements.walkFound(
                    part, down, place, KEYS_FOR_A_LOOK * effort.longWalk(), limit));
        if (found.size() == limit) {
          return found;
        }
      }
      return keys(statements.sortAll(Condition.SEARCH, part, down, place, limit));
    }
    for (Condition condition : conditions) {
      if (!frequent || condition != Condition.SEARCH) {
        List<UUID> collected = collect(condition, effort.few());
        if (collected.size() <= effort.few()) {
          return keys(statements.sort(collected, condition, part, down, place, 0, limit));
        }
      }
    }
    if (!frequent) {
      List<Key> found = keys(statements.walk(part, down, place, effort.longWalk(), 0, limit));
      if (found.size() == limit) {
        return found;
      }
    }
    return keys(statements.sortAll(statements.lastResort(jdbc), part, down, place, limit));
  }

  /** How many a search by words is expected to find. */
  private long expectedFound() {
    return statements.collect(Condition.SEARCH).planned(jdbc);
  }

  private List<Key> readFromSearch(
      List<Condition> conditions,
      boolean frequent,
      Part part,
      boolean down,
      @Nullable Place place,
      int limit) {
    int walked = frequent ? WORDS_FOR_A_LOOK * effort.longWalk() : effort.firstWalk();
    List<Key> found = keys(statements.walkWords(down, place, walked, limit));
    if (found.size() == limit) {
      return found;
    }
    for (Condition condition : conditions) {
      if (condition != Condition.SEARCH) {
        List<UUID> collected = collect(condition, effort.few());
        if (collected.size() <= effort.few()) {
          return keys(statements.sort(collected, condition, part, down, place, 0, limit));
        }
      }
    }
    return fromSearch(conditions, down, place, limit);
  }

  private List<Key> fromSearch(
      List<Condition> conditions, boolean down, @Nullable Place place, int limit) {
    // The few of the first that are archived, or else all: the other conditions refuse many.
    int sorted = conditions.size() == 1 ? limit + SPARE : Integer.MAX_VALUE;
    List<Key> found = keys(statements.fromSearch(down, place, sorted, limit));
    return found.size() == limit || sorted == Integer.MAX_VALUE
        ? found
        : keys(statements.fromSearch(down, place, Integer.MAX_VALUE, limit));
  }

  /** How many the index of the order has; only where it answers all. */
  long indexed() {
    return countIndexed(Part.KEYED, null);
  }

  /** At most {@code limit} ids, or one more if there are more. */
  List<UUID> collect(Condition condition, int limit) {
    return statements
        .collect(condition, limit + 1)
        .prepare(jdbc)
        .query((row, number) -> row.getObject(1, UUID.class))
        .list();
  }

  /**
   * The key that lies so many customers behind a place.
   *
   * @param place where to begin, null for the beginning of the list
   * @param skipped how many customers lie between; 0 for the next one
   * @return null if the list ends before, or if the way there is too long to go
   */
  @Nullable Key behind(@Nullable Place place, long skipped) {
    List<Condition> conditions = statements.conditions();
    if (!statements.indexAnswersAll()) {
      for (Condition condition : conditions) {
        List<UUID> collected = collect(condition, effort.few());
        if (collected.size() <= effort.few()) {
          return sortedBehind(collected, condition, place, skipped);
        }
      }
      if (!conditions.isEmpty()) {
        return null;
      }
    }
    return behind(place, skipped, statements.indexAnswersAll());
  }

  /**
   * Every so many-th customer by the index of the order alone, which may hold archived customers
   * too; each as the place behind it.
   */
  List<Place> everyIndexed(long step) {
    List<Place> places = new ArrayList<>();
    long before = 0;
    for (Part part : parts(null)) {
      places.addAll(
          statements
              .everyFromIndex(part, descending, before, step)
              .prepare(jdbc)
              .query(
                  (row, number) ->
                      new Place(
                          row.getString(2), row.getObject(1, UUID.class), false, row.getLong(3)))
              .list());
      if (part == Part.KEYED && statements.hasKeylessPart()) {
        before = countIndexed(part, null);
      }
    }
    return places;
  }

  private @Nullable Key behind(@Nullable Place place, long skipped, boolean byIndex) {
    long skip = skipped;
    for (Part part : parts(place)) {
      Place from = place != null && part == partOf(place) ? place : null;
      List<Key> found =
          keys(
              byIndex
                  ? statements.fromIndex(part, descending, from, skip, 1)
                  : statements.walk(part, descending, from, Integer.MAX_VALUE, skip, 1));
      if (!found.isEmpty()) {
        return found.getFirst();
      }
      if (part == Part.KEYED && statements.hasKeylessPart()) {
        skip -= countIndexed(part, from);
      }
    }
    return null;
  }

  private long countIndexed(Part part, @Nullable Place from) {
    return statements
        .countFromIndex(part, descending, from)
        .prepare(jdbc)
        .query(Long.class)
        .single();
  }

  /** The last key of the list; nothing if nobody is shown. */
  List<Key> last() {
    return read(new Part[] {Part.KEYLESS, Part.KEYED}, !descending, null, 1);
  }

  private @Nullable Key sortedBehind(
      List<UUID> collected, Condition condition, @Nullable Place place, long skipped) {
    long skip = skipped;
    for (Part part : parts(place)) {
      Place from = place != null && part == partOf(place) ? place : null;
      List<Key> all =
          keys(statements.sort(collected, condition, part, descending, from, 0, effort.few() + 1));
      if (skip < all.size()) {
        return all.get((int) skip);
      }
      skip -= all.size();
    }
    return null;
  }

  private List<Part> parts(@Nullable Place place) {
    List<Part> parts = new ArrayList<>();
    if (place == null || partOf(place) == Part.KEYED) {
      parts.add(Part.KEYED);
    }
    if (statements.hasKeylessPart()) {
      parts.add(Part.KEYLESS);
    }
    return parts;
  }

  private List<Key> keys(Sql sql) {
    return sql.prepare(jdbc)
        .query((row, number) -> new Key(row.getObject(1, UUID.class), row.getString(2)))
        .list();
  }
}
