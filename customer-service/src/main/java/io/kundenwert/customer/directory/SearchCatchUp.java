package io.kundenwert.customer.directory;

import java.util.List;
import java.util.UUID;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Compares customers with the search once a day, and once when the service starts: who was there
 * before the search was, or whose hint was lost, is found from then on.
 */
@Component
class SearchCatchUp {
  private static final Logger log = LoggerFactory.getLogger(SearchCatchUp.class);
  private static final int CHUNK = 20_000;
  private static final UUID FIRST = new UUID(0, 0);

  private final JdbcClient jdbc;
  private final SearchFiller filler;

  private record Window(List<UUID> different, @Nullable UUID last) {}

  SearchCatchUp(JdbcClient jdbc, SearchFiller filler) {
    this.jdbc = jdbc;
    this.filler = filler;
  }

  @Scheduled(
      initialDelayString = "${kundenwert.directory.catch-up-delay:20s}",
      fixedDelayString = "${kundenwert.directory.catch-up-interval:24h}")
  @SchedulerLock(name = "search-catch-up", lockAtMostFor = "2h", lockAtLeastFor = "1m")
  public void catchUp() {
    List<Figures.ProductKey> products =
        jdbc.sql("SELECT team_id, product_id FROM product")
            .query(
                (row, number) ->
                    new Figures.ProductKey(
                        row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .list();
    for (Figures.ProductKey product : products) {
      int filled = catchUp(product);
      if (filled > 0) {
        log.info("{} customers of product {} brought to the search", filled, product.productId());
      }
    }
  }

  /** Compares one product; the number of customers that were missing or are gone. */
  int catchUp(Figures.ProductKey product) {
    int different = 0;
    UUID from = FIRST;
    while (from != null) {
      Window missing = window("customer", "customer_search", product, from);
      fill(product, missing);
      different += missing.different().size();
      from = missing.last();
    }
    from = FIRST;
    while (from != null) {
      Window gone = window("customer_search", "customer", product, from);
      fill(product, gone);
      different += gone.different().size();
      from = gone.last();
    }
    return different;
  }

  private void fill(Figures.ProductKey product, Window window) {
    if (!window.different().isEmpty()) {
      filler.fill(product.teamId(), product.productId(), window.different());
    }
  }

  private Window window(String table, String other, Figures.ProductKey product, UUID from) {
    List<UUID> ids =
        jdbc.sql(
                """
                SELECT t.customer_id FROM %s t
                 WHERE t.team_id = ? AND t.product_id = ? AND t.customer_id > ?
                 ORDER BY t.team_id, t.product_id, t.customer_id LIMIT ?
                """
                    .formatted(table))
            .params(product.teamId(), product.productId(), from, CHUNK)
            .query(UUID.class)
            .list();
    if (ids.isEmpty()) {
      return new Window(List.of(), null);
    }
    List<UUID> different =
        jdbc.sql(
                """
                SELECT m.customer_id FROM unnest(?::uuid[]) AS m(customer_id)
                 WHERE (SELECT true FROM %s t
                         WHERE t.team_id = ? AND t.product_id = ?
                           AND t.customer_id = m.customer_id LIMIT 1) IS NULL
                """
                    .formatted(other))
            .param(ids.toArray(UUID[]::new))
            .param(product.teamId())
            .param(product.productId())
            .query(UUID.class)
            .list();
    return new Window(different, ids.size() < CHUNK ? null : ids.getLast());
  }
}
