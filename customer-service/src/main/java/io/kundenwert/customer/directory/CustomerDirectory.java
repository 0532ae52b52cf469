package io.kundenwert.customer.directory;

import io.kundenwert.customer.cursor.Cursors;
import io.kundenwert.support.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The customers of a product as a list (C1): pages in both directions and jumps. A page costs the
 * same wherever it lies. Who may see it is decided before.
 */
@Service
public class CustomerDirectory {
  /** The longest page. */
  public static final int MAX_LIMIT = 200;

  private final JdbcClient jdbc;
  private final CustomerRows rows;
  private final Cursors cursors;
  private final RankMarks marks;
  private final Figures figures;
  private final CustomerCounts counts;
  private final TransactionTemplate snapshot;

  CustomerDirectory(
      JdbcClient jdbc,
      CustomerRows rows,
      Cursors cursors,
      RankMarks marks,
      Figures figures,
      CustomerCounts counts,
      PlatformTransactionManager transactionManager) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.cursors = cursors;
    this.marks = marks;
    this.figures = figures;
    this.counts = counts;
    this.snapshot = new TransactionTemplate(transactionManager);
    this.snapshot.setReadOnly(true);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  /**
   * Whose list it is and what it shows.
   *
   * @param userId who asks: a cursor serves nobody else
   * @param teamId team
   * @param productId product
   * @param query what the list shows and in which order
   */
  public record ListOf(UUID userId, UUID teamId, UUID productId, CustomerQuery query) {
    private Cursors.Binding binding() {
      return new Cursors.Binding(userId, productId, query.canonical());
    }
  }

  /**
   * A place in the list to read on from.
   *
   * @param after cursor for {@code after}; null for the beginning
   * @param rank how many customers come before it
   * @param approximate whether the rank may be off
   */
  public record Jump(@Nullable String after, long rank, boolean approximate) {}

  /**
   * A page.
   *
   * @param limit 1 to {@value #MAX_LIMIT}
   * @param after read on behind this cursor
   * @param before read what lies before this cursor; at most one of both
   * @throws Problem 400 {@code invalid-limit}, {@code conflicting-cursors} or {@code
   *     invalid-cursor}
   */
  public CustomerPage page(
      ListOf list, int limit, @Nullable String after, @Nullable String before) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw Problem.badRequest("invalid-limit", "limit", limit);
    }
    if (after != null && before != null) {
      throw new Problem(HttpStatus.BAD_REQUEST, "conflicting-cursors");
    }
    return inSnapshot(
        () -> before == null ? forwards(list, limit, after) : backwards(list, limit, before));
  }

  /** These customers as a list shows them, in the order of their ids; who is gone is left out. */
  public List<CustomerItem> these(UUID teamId, UUID productId, List<UUID> ids) {
    return rows.items(teamId, productId, ids);
  }

  /** The same list whatever the day: its period is that of now. */
  ListOf dated(ListOf list) {
    return new ListOf(
        list.userId(),
        list.teamId(),
        list.productId(),
        counts.dated(list.teamId(), list.productId(), list.query()));
  }

  private CustomerPage forwards(ListOf list, int limit, @Nullable String after) {
    Place from = after == null ? null : open(list, after);
    List<ListReader.Key> keys = reader(list).after(from, limit + 1);
    boolean more = keys.size() > limit;
    keys = keys.subList(0, Math.min(limit, keys.size()));
    long rank = from == null ? 0 : from.rank();
    String next = more ? seal(list, keys.getLast(), false, plus(rank, keys.size())) : null;
    String prev = null;
    if (from != null) {
      prev =
          keys.isEmpty() ? seal(list, from, true, rank) : seal(list, keys.getFirst(), false, rank);
    }
    return page(list, keys, next, prev, rank);
  }

  private CustomerPage backwards(ListOf list, int limit, String before) {
    Place from = open(list, before);
    List<ListReader.Key> keys = reader(list).before(from, limit + 1);
    boolean more = keys.size() > limit;
    keys = new ArrayList<>(keys.subList(0, Math.min(limit, keys.size())));
    Collections.reverse(keys);
    long rank = more ? plus(from.rank(), -keys.size()) : 0;
    String next =
        keys.isEmpty()
            ? seal(list, from, true, from.rank())
            : seal(list, keys.getLast(), false, plus(rank, keys.size()));
    String prev = more ? seal(list, keys.getFirst(), false, rank) : null;
    return page(list, keys, next, prev, rank);
  }

  private CustomerPage page(
      ListOf list,
      List<ListReader.Key> keys,
      @Nullable String next,
      @Nullable String prev,
      long rank) {
    List<CustomerItem> items =
        rows.items(
            list.teamId(),
            list.productId(),
            keys.stream().map(ListReader.Key::customerId).toList());
    return new CustomerPage(items, next, prev, rank < 0 ? null : rank);
  }

  /** The place so many customers into the list; the end if the list is shorter. */
  public Jump seek(ListOf list, long rank) {
    // Counted before: the count has a transaction of its own.
    long shown =
        list.query().showsAll()
            ? 0
            : counts.count(list.teamId(), list.productId(), list.query()).count();
    return inSnapshot(() -> jump(list, rank, shown));
  }

  /** The place at a fraction of the list, 0 for its beginning, 1 for its end. */
  public Jump seek(ListOf list, double fraction) {
    long customers = counts.count(list.teamId(), list.productId(), list.query()).count();
    return seek(list, (long) Math.floor(customers * fraction));
  }

  private Jump jump(ListOf list, long rank, long shown) {
    if (rank <= 0) {
      return new Jump(null, 0, false);
    }
    ListReader reader = reader(list);
    boolean showsAll = list.query().showsAll();
    Optional<Place> mark =
        showsAll
            ? marks.before(list.teamId(), list.productId(), list.query().order(), rank)
            : Optional.empty();
    boolean marked = mark.isPresent();
    if (marked && mark.get().rank() == rank) {
      return new Jump(seal(list, mark.get(), false, rank), rank, true);
    }
    long skipped = rank - 1 - mark.map(Place::rank).orElse(0L);
    ListReader.Key key = reader.behind(mark.orElse(null), skipped);
    if (key != null) {
      return new Jump(seal(list, key, false, rank), rank, marked);
    }
    return showsAll ? end(list, rank) : likely(list, rank, shown);
  }

  /** Behind the last customer. */
  private Jump end(ListOf list, long rank) {
    List<ListReader.Key> last =
        new ListReader(jdbc, list.teamId(), list.productId(), list.query()).last();
    return last.isEmpty()
        ? new Jump(null, 0, false)
        : new Jump(seal(list, last.getFirst(), false, rank), rank, true);
  }

  /** A filtered list's place is taken to lie where the same fraction of all customers ends. */
  private Jump likely(ListOf list, long rank, long shown) {
    if (list.query().order().column() == CustomerOrder.Column.CREATED
        && list.query().filter().created() != null) {
      return likelyInPeriod(list, rank, shown);
    }
    long all =
        figures.kept(list.teamId(), list.productId()).map(ProductFigures::customers).orElse(shown);
    long rankOfAll = shown == 0 ? 0 : (long) ((double) rank / shown * all);
    ListOf everyone =
        new ListOf(
            list.userId(),
            list.teamId(),
            list.productId(),
            new CustomerQuery(list.query().order(), CustomerFilter.NONE, null));
    Optional<Place> mark =
        marks.before(list.teamId(), list.productId(), everyone.query().order(), rankOfAll);
    return mark.map(place -> new Jump(seal(list, place, false, rank), rank, true))
        .orElseGet(() -> new Jump(null, 0, true));
  }

  /** The period is one stretch of this order: the same fraction of whoever was seen in it. */
  private Jump likelyInPeriod(ListOf list, long rank, long shown) {
    CustomerQuery query = list.query();
    ListReader period =
        reader(
            new ListOf(
                list.userId(),
                list.teamId(),
                list.productId(),
                new CustomerQuery(query.order(), query.filter().open(), null)));
    long place = shown == 0 ? 0 : (long) ((double) rank / shown * period.indexed());
    ListReader.Key key = place == 0 ? null : period.behind(null, place - 1);
    return key == null
        ? new Jump(null, 0, true)
        : new Jump(seal(list, key, false, rank), rank, true);
  }

  private ListReader reader(ListOf list) {
    ListReader.prepare(jdbc);
    return new ListReader(
        jdbc,
        list.teamId(),
        list.productId(),
        counts.resolved(list.teamId(), list.productId(), list.query()));
  }

  private <T> T inSnapshot(Supplier<T> read) {
    T result = snapshot.execute(status -> read.get());
    if (result == null) {
      throw new IllegalStateException("A list answers");
    }
    return result;
  }

  private Place open(ListOf list, String cursor) {
    return Place.decode(cursors.open(cursor, list.binding()));
  }

  private String seal(ListOf list, ListReader.Key key, boolean inclusive, long rank) {
    return cursors.seal(
        new Place(key.sortKey(), key.customerId(), inclusive, rank).encoded(), list.binding());
  }

  private String seal(ListOf list, Place place, boolean inclusive, long rank) {
    return cursors.seal(
        new Place(place.key(), place.customerId(), inclusive, rank).encoded(), list.binding());
  }

  private static long plus(long rank, long more) {
    return rank < 0 ? Place.UNKNOWN : Math.max(0, rank + more);
  }
}
