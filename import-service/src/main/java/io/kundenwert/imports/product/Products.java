package io.kundenwert.imports.product;

import io.kundenwert.events.ProductState;
import io.kundenwert.support.problem.Problem;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The local view of products. */
@Component
public class Products {
  private static final int PATIENCE_STEPS = 40;
  private static final Duration STEP = Duration.ofMillis(50);

  private final JdbcClient jdbc;

  Products(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A product's settings. A product that was created a moment ago is waited for, two seconds at
   * most.
   *
   * @throws Problem 503 {@code unavailable} if they have not arrived
   */
  public Product require(UUID teamId, UUID productId) {
    for (int step = 0; step < PATIENCE_STEPS; step++) {
      Optional<Product> product = find(teamId, productId);
      if (product.isPresent()) {
        return product.get();
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
    throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
  }

  private Optional<Product> find(UUID teamId, UUID productId) {
    return jdbc.sql(
            """
            SELECT name, currency, time_zone FROM product
             WHERE team_id = ? AND product_id = ? AND NOT deleted
            """)
        .params(teamId, productId)
        .query(
            (row, number) ->
                new Product(
                    teamId,
                    productId,
                    row.getString("name"),
                    row.getString("currency"),
                    ZoneId.of(row.getString("time_zone"))))
        .optional();
  }

  /** Takes over a state if it is newer than the known one. */
  public void apply(ProductState state) {
    jdbc.sql(
            """
            INSERT INTO product (team_id, product_id, version, name, currency, time_zone)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (team_id, product_id) DO UPDATE
               SET version = excluded.version, name = excluded.name, currency = excluded.currency,
                   time_zone = excluded.time_zone
             WHERE product.version < excluded.version AND NOT product.deleted
            """)
        .params(
            state.teamId(),
            state.productId(),
            state.version(),
            state.name(),
            state.currency(),
            state.timeZone())
        .update();
  }

  /** Notes that a product is gone for good; its imports follow. */
  public void markDeleted(UUID productId) {
    jdbc.sql("UPDATE product SET deleted = true WHERE product_id = ?").param(productId).update();
  }
}
