package io.kundenwert.customer.product;

import io.kundenwert.events.ProductState;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Products for tests of other packages. */
public final class ProductsFixture {
  private ProductsFixture() {}

  /** The products of a database. */
  public static Products products(JdbcClient jdbc) {
    return new Products(jdbc);
  }

  /** Makes settings known. */
  public static ProductSettings known(JdbcClient jdbc, ProductSettings settings) {
    new Products(jdbc)
        .apply(
            new ProductState(
                settings.productId(),
                settings.teamId(),
                settings.version(),
                settings.name(),
                settings.currency(),
                settings.timeZone().getId(),
                settings.highFrom(),
                settings.mediumFrom(),
                settings.rankBy().wireName()));
    return settings;
  }
}
