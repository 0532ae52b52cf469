package io.kundenwert.customer.directory;

import io.kundenwert.support.problem.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What a viewer's list shows. Who could sort or filter by what is hidden would see it (D2): that is
 * refused, by name.
 *
 * @param byName whether it is sorted by name, else by creation
 * @param descending whether the greatest comes first
 * @param search words in open fields; null for everyone
 * @param created when they were first seen; null for whenever
 */
public record MaskedQuery(
    boolean byName, boolean descending, @Nullable SearchQuery search, @Nullable CreatedIn created) {
  private static final Set<String> HIDDEN = Set.of("net", "monthly", "lastPayment");

  /**
   * Reads a viewer's query; without a sort the oldest customers come first.
   *
   * @throws Problem 403 {@code hidden-field} for a sort or filter by what viewers do not see; 400
   *     for what nobody can ask for
   */
  public static MaskedQuery parse(
      @Nullable String sort, @Nullable String filter, @Nullable String search) {
    // A nonsense one is refused as it is for everybody.
    CustomerFilter conditions = CustomerFilter.parse(filter);
    if (!conditions.isOpen()) {
      String canonical = conditions.canonical();
      throw hidden(canonical.substring(0, canonical.indexOf(':')));
    }
    CreatedIn created = conditions.created();
    SearchQuery words = SearchQuery.parse(search);
    if (sort == null || sort.isEmpty()) {
      return new MaskedQuery(false, false, words, created);
    }
    CustomerOrder order = CustomerOrder.parse(sort);
    if (HIDDEN.contains(order.column().wireName())) {
      throw hidden(order.column().wireName());
    }
    return new MaskedQuery(
        order.column() == CustomerOrder.Column.NAME, order.descending(), words, created);
  }

  /** The same with its period by the calendar of a zone. */
  MaskedQuery on(Instant now, ZoneId zone) {
    return created == null
        ? this
        : new MaskedQuery(byName, descending, search, created.on(now, zone));
  }

  private static Problem hidden(String field) {
    return new Problem(HttpStatus.FORBIDDEN, "hidden-field", Map.of("field", field));
  }

  /** The same text for queries that answer the same list; no other list's. */
  String canonical() {
    return "masked|"
        + (descending ? "-" : "")
        + (byName ? "name" : "created")
        + "|"
        + (created == null ? "" : created.name())
        + "|"
        + (search == null ? "" : search.byWords().canonical());
  }
}
