package io.kundenwert.customer.product;

import io.kundenwert.events.ProductState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The products known to this service. */
@Repository
public class Products {
  private static final Logger log = LoggerFactory.getLogger(Products.class);
  private static final ZoneId DEFAULT_ZONE = ZoneId.of("Europe/Berlin");

  private final JdbcClient jdbc;

  Products(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The settings of a team's product, also of a deleted one. */
  public Optional<ProductSettings> find(UUID teamId, UUID productId) {
    return jdbc.sql("SELECT * FROM product WHERE team_id = ? AND product_id = ?")
        .params(teamId, productId)
        .query((row, number) -> settings(row))
        .optional();
  }

  /** The zone whose calendar a product follows; that of a new one while it is not known. */
  public ZoneId timeZone(UUID teamId, UUID productId) {
    return find(teamId, productId).map(ProductSettings::timeZone).orElse(DEFAULT_ZONE);
  }

  /** The settings of several products; unknown ones are missing. */
  public List<ProductSettings> findAll(Collection<UUID> productIds) {
    return jdbc.sql("SELECT * FROM product WHERE product_id = ANY(?)")
        .param(productIds.toArray(UUID[]::new))
        .query((row, number) -> settings(row))
        .list();
  }

  /** Takes settings over if they are newer than the known ones. */
  void apply(ProductState state) {
    jdbc.sql(
            """
            INSERT INTO product
              (team_id, product_id, version, name, currency, time_zone, high_from, medium_from,
               rank_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (product_id) DO UPDATE
              SET version = excluded.version, name = excluded.name, currency = excluded.currency,
                  time_zone = excluded.time_zone, high_from = excluded.high_from,
                  medium_from = excluded.medium_from, rank_by = excluded.rank_by
            WHERE product.version < excluded.version
            """)
        .param(state.teamId())
        .param(state.productId())
        .param(state.version())
        .param(state.name())
        .param(state.currency())
        .param(state.timeZone())
        .param(state.highFrom())
        .param(state.mediumFrom())
        .param(RankBy.ofWireName(state.rankBy()).wireName())
        .update();
  }

  /** Notes that a product is gone for good. */
  void markDeleted(UUID productId) {
    jdbc.sql("UPDATE product SET deleted = true WHERE product_id = ? AND NOT deleted")
        .param(productId)
        .update();
  }

  private static ProductSettings settings(ResultSet row) throws SQLException {
    return new ProductSettings(
        row.getObject("team_id", UUID.class),
        row.getObject("product_id", UUID.class),
        row.getLong("version"),
        row.getString("name"),
        row.getString("currency"),
        zone(row.getString("time_zone")),
        row.getLong("high_from"),
        row.getLong("medium_from"),
        RankBy.ofWireName(row.getString("rank_by")),
        row.getBoolean("deleted"));
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException unknown) {
      // An older time zone database than team-service's must not stop the merge.
      log.warn("Unknown time zone {}: {} is used", id, DEFAULT_ZONE);
      return DEFAULT_ZONE;
    }
  }
}
