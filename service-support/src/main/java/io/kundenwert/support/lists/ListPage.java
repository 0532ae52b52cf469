package io.kundenwert.support.lists;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items the rows in the list's order
 * @param next cursor for {@code after}; null on the last page
 * @param prev cursor for {@code before}; null on the first page
 */
public record ListPage<T>(List<T> items, @Nullable String next, @Nullable String prev) {

  /**
   * Makes the page of what was read.
   *
   * @param query what was asked for
   * @param read up to {@link ListQuery#fetch()} rows, the nearest to the cursor first
   * @param id the id that rows are ordered by
   */
  public static <T> ListPage<T> of(ListQuery query, List<T> read, Function<T, UUID> id) {
    boolean more = read.size() > query.limit();
    List<T> items = read.subList(0, Math.min(read.size(), query.limit()));
    if (query.backwards()) {
      items = items.reversed();
    }
    if (items.isEmpty()) {
      return new ListPage<>(List.of(), null, null);
    }
    boolean behind = query.backwards() || more;
    boolean ahead = query.backwards() ? more : query.after() != null;
    return new ListPage<>(
        List.copyOf(items),
        behind ? ListQuery.encode(id.apply(items.getLast())) : null,
        ahead ? ListQuery.encode(id.apply(items.getFirst())) : null);
  }
}
