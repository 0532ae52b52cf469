package io.kundenwert.customer.directory;

import org.jspecify.annotations.Nullable;

/**
 * What a list shows and in which order.
 *
 * @param order the order
 * @param filter which customers
 * @param search what they are searched by; null for no search
 */
public record CustomerQuery(
    CustomerOrder order, CustomerFilter filter, @Nullable SearchQuery search) {
  /**
   * Reads a query from a request's parameters.
   *
   * @throws io.kundenwert.support.problem.Problem 400 if one of them cannot be used
   */
  public static CustomerQuery parse(
      @Nullable String sort, @Nullable String filter, @Nullable String search) {
    return new CustomerQuery(
        CustomerOrder.parse(sort), CustomerFilter.parse(filter), SearchQuery.parse(search));
  }

  /** The same text for queries that answer the same list. */
  public String canonical() {
    return order.wireName() + "|" + selection();
  }

  /** The same text for queries that show the same customers, in whatever order. */
  String selection() {
    return filter.canonical() + "|" + (search == null ? "" : search.canonical());
  }

  /** Whether it shows everyone. */
  boolean showsAll() {
    return filter.isEmpty() && search == null;
  }
}
