package io.kundenwert.customer.directory;

import io.kundenwert.support.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An order of the customer list. Customers without the value come last in both directions.
 *
 * @param column what the list is sorted by
 * @param descending whether the greatest comes first
 */
public record CustomerOrder(Column column, boolean descending) {
  /** The order where none is asked for: who is worth most first. */
  public static final CustomerOrder DEFAULT = new CustomerOrder(Column.NET, true);

  /** What a list can be sorted by; each column has an index. */
  public enum Column {
    /** The name as it is sorted: lower case, without accents. */
    NAME("name"),
    /** Net value. */
    NET("net"),
    /** Monthly spend. */
    MONTHLY("monthly"),
    /** Day of the last payment. */
    LAST_PAYMENT("lastPayment"),
    /** When the customer was first seen. */
    CREATED("created");

    private final String wireName;

    Column(String wireName) {
      this.wireName = wireName;
    }

    /** The name in requests. */
    public String wireName() {
      return wireName;
    }
  }

  /**
   * The order with a name: a column, with a minus before it for descending.
   *
   * @throws Problem 400 {@code unknown-sort} with all that are allowed
   */
  public static CustomerOrder parse(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return DEFAULT;
    }
    for (CustomerOrder order : all()) {
      if (order.wireName().equals(name)) {
        return order;
      }
    }
    throw new Problem(
        HttpStatus.BAD_REQUEST,
        "unknown-sort",
        Map.of("sort", name, "allowed", all().stream().map(CustomerOrder::wireName).toList()));
  }

  /** Every order there is. */
  public static List<CustomerOrder> all() {
    List<CustomerOrder> orders = new ArrayList<>();
    for (Column column : Column.values()) {
      orders.add(new CustomerOrder(column, false));
      orders.add(new CustomerOrder(column, true));
    }
    return orders;
  }

  /** The name in requests. */
  public String wireName() {
    return (descending ? "-" : "") + column.wireName();
  }
}
