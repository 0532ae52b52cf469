package io.kundenwert.customer.revaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.CustomerServiceApplication;
import io.kundenwert.customer.directory.GeneratedProduct;
import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.product.RankBy;
import io.kundenwert.customer.revaluation.PriorityPreviews.PriorityPreview;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.test.WithEngines;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is told of a million customers, how soon, and what it misses by; both are printed. */
@EnabledIfSystemProperty(named = "kundenwert.long", matches = "true")
@SpringBootTest(
    classes = CustomerServiceApplication.class,
    properties = {
      "spring.config.name=customer-service",
      "kundenwert.revaluation.delay=24h",
      "kundenwert.directory.refresh-delay=24h",
      "kundenwert.directory.catch-up-delay=24h"
    })
@WithEngines("kundenwert_priorities_long")
class PriorityPreviewOfAMillionIT {
  private static final int CHUNK = 10_000;

  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;
  @Autowired private Products products;
  @Autowired private DatedValues values;
  @Autowired private PriorityPreviews previews;

  @Test
  void answersSoon() {
    GeneratedProduct product = new GeneratedProduct(jdbc, Ids.next()).with(1_000_000);
    jdbc.sql("ANALYZE").update();
    Ranking ranking = new Ranking(6_000, 2_000, RankBy.NET);
    long exact = exactly(product, ranking);
    previews.of(product.teamId, product.productId, ranking);
    long start = System.nanoTime();
    PriorityPreview told = previews.of(product.teamId, product.productId, ranking);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "Preview of a million customers %.2f s: %d change, told %d%n",
        seconds, exact, told.customers());
    assertThat(told.approximate()).isTrue();
    assertThat(told.customers()).isCloseTo(exact, Percentage.withPercentage(5));
  }

  private long exactly(GeneratedProduct product, Ranking ranking) {
    ProductSettings settings =
        products
            .find(product.teamId, product.productId)
            .orElseThrow()
            .ranking(ranking.highFrom(), ranking.mediumFrom(), ranking.rankBy());
    LocalDate today = LocalDate.ofInstant(clock.instant(), settings.timeZone());
    long changed = 0;
    UUID from = new UUID(0, 0);
    while (true) {
      List<DatedValue> chunk = values.listedAfter(settings, from, CHUNK);
      changed +=
          chunk.stream()
              .filter(v -> v.on(today, settings).priority() != v.valuation().priority())
              .count();
      if (chunk.size() < CHUNK) {
        return changed;
      }
      from = chunk.getLast().customerId();
    }
  }
}
