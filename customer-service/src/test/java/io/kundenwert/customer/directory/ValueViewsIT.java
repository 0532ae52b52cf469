package io.kundenwert.customer.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.ids.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

/** One customer, the value matrix, the explanation of a value and the sources over HTTP. */
@WithCustomerService
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValueViewsIT {
  private static final int CUSTOMERS = 120;

  @Autowired private JdbcClient jdbc;
  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private FiguresRefresh refresh;
  @Autowired private Figures figures;
  private HttpSetup http;
  private GeneratedProduct product;

  @BeforeAll
  void generate() {
    http = new HttpSetup(mvc, access);
    product = new GeneratedProduct(jdbc, http.teamId).with(CUSTOMERS);
    http.has(product.productId);
  }

  private static long minor(JsonNode amount) {
    assertThat(amount.path("currency").asString()).isEqualTo("EUR");
    return Long.parseLong(amount.path("minor").asString());
  }

  @Test
  void totalsOfTheMatrixAreTheSumsOfItsRowsAndCells() {
    Map<String, Long> perSource = new HashMap<>();
    long total = 0;
    int rows = 0;
    JsonNode page;
    String after = "";
    do {
      page =
          after.isEmpty()
              ? http.ok(http.path(product.productId, "/value-matrix"), "limit", "50")
              : http.ok(
                  http.path(product.productId, "/value-matrix"), "limit", "50", "after", after);
      for (JsonNode row : page.path("items")) {
        rows++;
        long cells = 0;
        for (JsonNode cell : row.path("cells")) {
          long net = minor(cell.path("sum").path("net"));
          cells += net;
          perSource.merge(cell.path("sourceId").asString(), net, Long::sum);
        }
        assertThat(cells).isEqualTo(minor(row.path("total").path("net")));
        total += cells;
      }
      after = page.path("next").isNull() ? "" : page.path("next").asString();
    } while (!after.isEmpty());
    assertThat(rows).isEqualTo(CUSTOMERS);
    JsonNode totals = page.path("totals");
    assertThat(totals.path("customers").asInt()).isEqualTo(CUSTOMERS);
    assertThat(minor(totals.path("total").path("net"))).isEqualTo(total).isPositive();
    assertThat(totals.path("sources").size()).isEqualTo(2);
    for (JsonNode column : totals.path("sources")) {
      assertThat(minor(column.path("sum").path("net")))
          .isEqualTo(perSource.get(column.path("sourceId").asString()));
    }
    assertThat(HttpSetup.texts(page.path("columns"), "name")).containsExactly("Excel", "Shop");
  }

  @Test
  void keptFiguresOfABigProductAreThoseThatWereCounted() {
    GeneratedProduct big =
        new GeneratedProduct(jdbc, http.teamId).with(Figures.SMALL + 1, Duration.ofMinutes(5));
    http.has(big.productId);
    String matrix = http.path(big.productId, "/value-matrix");
    assertThat(http.ok(matrix, "limit", "1").path("totals").isNull()).isTrue();
    Figures.ProductKey key = new Figures.ProductKey(big.teamId, big.productId);
    figures.touched(big.teamId, big.productId);
    refresh.refresh(key, false);
    // Counted in the middle of changes: the marks are still to be set.
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(figures.due()).contains(new Figures.Due(key, true)));
    refresh.refresh(key, true);
    JsonNode totals = http.ok(matrix, "limit", "1").path("totals");
    assertThat(totals.path("customers").asInt()).isEqualTo(Figures.SMALL + 1);
    long net =
        jdbc.sql("SELECT sum(net)::bigint FROM customer_value WHERE product_id = ?")
            .param(big.productId)
            .query(Long.class)
            .single();
    assertThat(minor(totals.path("total").path("net"))).isEqualTo(net);
    assertThat(figures.due()).extracting(Figures.Due::product).doesNotContain(key);
    // Jumps step from the marks that were set with the figures.
    String path = http.path(big.productId, "/customers");
    JsonNode jump = http.ok(path + "/seek", "fraction", "0.75", "sort", "name");
    String landed =
        HttpSetup.texts(
                http.ok(path, "limit", "1", "sort", "name", "after", jump.path("after").asString())
                    .path("items"),
                "id")
            .getFirst();
    String wanted =
        jdbc.sql(
                """
                SELECT customer_id::text FROM customer WHERE product_id = ?
                 ORDER BY sort_name, customer_id OFFSET ? LIMIT 1
                """)
            .params(big.productId, jump.path("rank").asLong())
            .query(String.class)
            .single();
    assertThat(jump.path("rank").asLong()).isEqualTo((Figures.SMALL + 1) * 3 / 4);
    assertThat(landed).isEqualTo(wanted);
    jumpsWithinAPeriod(big);
  }

  /**
   * January's customers are too many to be sorted. They are one stretch of this order, so that a
   * twentieth of the list is a twentieth of January, not of all, which would lie in February.
   */
  private void jumpsWithinAPeriod(GeneratedProduct big) {
    String path = http.path(big.productId, "/customers");
    String filter = "created:2026-01~priority:high,low";
    JsonNode jump = http.ok(path + "/seek", "fraction", "0.05", "sort", "-created", "f", filter);
    String landed =
        HttpSetup.texts(
                http.ok(
                        path,
                        "limit",
                        "1",
                        "sort",
                        "-created",
                        "f",
                        filter,
                        "after",
                        jump.path("after").asString())
                    .path("items"),
                "id")
            .getFirst();
    // The product's calendar is Berlin's, an hour ahead of UTC in winter.
    List<String> january =
        jdbc.sql(
                """
                SELECT customer_id::text FROM customer_value
                 WHERE product_id = ? AND priority IN ('high', 'low')
                   AND customer_id < ?::uuid
                 ORDER BY customer_id DESC
                """)
            .params(
                big.productId,
                "%012x".formatted(Instant.parse("2026-01-31T23:00:00Z").toEpochMilli())
                    + "0".repeat(20))
            .query(String.class)
            .list();
    assertThat(january).hasSizeGreaterThan(ListReader.Effort.USUAL.few());
    assertThat(january.indexOf(landed) / (double) january.size()).isBetween(0.045, 0.055);
  }

  @Test
  void sumOfTheContributionsIsTheValueShown() {
    JsonNode items =
        http.ok(http.path(product.productId, "/customers"), "limit", "200").path("items");
    assertThat(items.size()).isEqualTo(CUSTOMERS);
    for (JsonNode item : items) {
      String path =
          http.path(product.productId, "/customers/" + item.path("id").asString() + "/value");
      JsonNode why = http.ok(path);
      long net = 0;
      long payments = 0;
      for (JsonNode contribution : why.path("items")) {
        net += minor(contribution.path("net"));
        payments += contribution.path("payments").asLong();
        assertThat(contribution.path("fileName").asString()).endsWith(".csv");
      }
      assertThat(net).isEqualTo(minor(why.path("sum").path("net")));
      assertThat(net).isEqualTo(minor(item.path("net")));
      assertThat(minor(why.path("sum").path("gross"))).isEqualTo(minor(item.path("gross")));
      assertThat(payments).isEqualTo(item.path("payments").asLong());
    }
  }

  @Test
  void pagesThroughThePaymentsOfACustomer() {
    UUID customer = aCustomerOf(product);
    for (int i = 0; i < 120; i++) {
      payment(customer, "ch_" + i, 1_000 + i, i % 10 != 0);
    }
    String path = http.path(product.productId, "/customers/" + customer + "/value");
    List<String> seen = new ArrayList<>();
    long counted = 0;
    JsonNode page = http.ok(path, "limit", "50");
    while (true) {
      for (JsonNode item : page.path("items")) {
        seen.add(item.path("importId").asString() + item.path("externalId").asString());
        if (item.path("counted").asBoolean()) {
          counted += minor(item.path("gross"));
        }
      }
      if (page.path("next").isNull()) {
        break;
      }
      page = http.ok(path, "limit", "50", "after", page.path("next").asString());
    }
    assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThan(120);
    assertThat(counted).isEqualTo(minor(page.path("sum").path("gross")));
    assertThat(http.refused(400, path, "after", "x").path("code").asString())
        .isEqualTo("invalid-cursor");
    assertThat(http.refused(400, path, "limit", "0").path("code").asString())
        .isEqualTo("invalid-limit");
    jdbc.sql("DELETE FROM contribution WHERE identity_id = ? AND external_id <> ''")
        .param(customer)
        .update();
  }

  private void payment(UUID customer, String externalId, long gross, boolean counted) {
    jdbc.sql(
            """
            INSERT INTO contribution
              (team_id, product_id, identity_id, source_id, run_id, external_id, origin_seq, totals,
               counted, currency, gross, refunded, payments, first_row, last_row, fields)
            VALUES (?, ?, ?, ?, ?, ?, 3, false, ?, 'EUR', ?, 0, 1, 1, 1, '{}')
            """)
        .params(
            product.teamId,
            product.productId,
            customer,
            product.shop,
            product.shopRun,
            externalId,
            counted,
            gross)
        .update();
  }

  private UUID aCustomerOf(GeneratedProduct of) {
    return jdbc.sql("SELECT customer_id FROM customer WHERE product_id = ? LIMIT 1")
        .param(of.productId)
        .query(UUID.class)
        .single();
  }

  @Test
  void explainsMonthlySpendAndPriority() {
    GeneratedProduct other = new GeneratedProduct(jdbc, http.teamId).with(3);
    http.has(other.productId);
    UUID customer = aCustomerOf(other);
    jdbc.sql(
            """
            UPDATE contribution SET first_on = current_date - 5, gross = 4000, refunded = 0
             WHERE identity_id = ?
            """)
        .param(customer)
        .update();
    JsonNode why = http.ok(http.path(other.productId, "/customers/" + customer + "/value"));
    long gross = minor(why.path("sum").path("gross"));
    assertThat(why.path("monthly").path("basis").asString()).isEqualTo("total-by-months");
    assertThat(why.path("monthly").path("months").asLong()).isEqualTo(1);
    assertThat(minor(why.path("monthly").path("amount"))).isEqualTo(gross);
    JsonNode priority = why.path("priority");
    assertThat(priority.path("rankedBy").asString()).isEqualTo("gross");
    assertThat(priority.path("comparisons").size()).isEqualTo(2);
    JsonNode high = priority.path("comparisons").path(0);
    assertThat(high.path("required").asString()).isEqualTo("10000");
    assertThat(high.path("holds").asBoolean()).isEqualTo(gross >= 10_000);
    assertThat(priority.path("priority").asString())
        .isEqualTo(gross >= 10_000 ? "high" : gross >= 5_000 ? "medium" : "low");
  }

  @Test
  void showsWhereEachFieldCameFrom() {
    UUID customer =
        jdbc.sql("SELECT identity_id FROM contribution WHERE run_id = ? LIMIT 1")
            .param(product.shopRun)
            .query(UUID.class)
            .single();
    jdbc.sql(
            """
            UPDATE contribution SET fields = '{"name": "Old", "custom.size": "42"}'
             WHERE identity_id = ? AND run_id = ?
            """)
        .params(customer, product.firstRun)
        .update();
    jdbc.sql(
            "UPDATE customer SET custom = '{\"size\": \"42\"}', consent = true WHERE customer_id ="
                + " ?")
        .param(customer)
        .update();
    JsonNode detail = http.ok(http.path(product.productId, "/customers/" + customer));
    assertThat(detail.path("custom").path("size").asString()).isEqualTo("42");
    assertThat(detail.path("consent").asBoolean()).isTrue();
    assertThat(detail.path("identities").size()).isEqualTo(1);
    assertThat(detail.path("summary").path("id").asString()).isEqualTo(customer.toString());
    Map<String, String> files = new HashMap<>();
    detail
        .path("provenance")
        .forEach(
            origin ->
                files.put(origin.path("field").asString(), origin.path("fileName").asString()));
    assertThat(files)
        .containsEntry("name", "shop.csv")
        .containsEntry("email", "shop.csv")
        .containsEntry("custom.size", "kunden.csv");
  }

  @Test
  void countsWhatMergedCustomersHaveTogether() {
    GeneratedProduct other = new GeneratedProduct(jdbc, http.teamId).with(30);
    http.has(other.productId);
    List<UUID> two =
        jdbc.sql(
                """
                SELECT identity_id FROM contribution WHERE run_id = ? ORDER BY identity_id LIMIT 2
                """)
            .param(other.shopRun)
            .query(UUID.class)
            .list();
    merge(two.get(1), two.get(0));
    String path = http.path(other.productId, "/customers");
    JsonNode kept = http.ok(path + "/" + two.get(0));
    assertThat(kept.path("identities").size()).isEqualTo(2);
    JsonNode why = http.ok(path + "/" + two.get(0) + "/value");
    assertThat(minor(why.path("sum").path("net")))
        .isEqualTo(minor(kept.path("summary").path("net")));
    long sources = 0;
    for (JsonNode source : kept.path("summary").path("sources")) {
      sources += minor(source.path("net"));
    }
    assertThat(sources).isEqualTo(minor(kept.path("summary").path("net")));
    assertThat(HttpSetup.texts(http.ok(path, "f", "import:" + other.shopRun).path("items"), "id"))
        .contains(two.get(0).toString())
        .doesNotContain(two.get(1).toString());
    http.refused(404, path + "/" + two.get(1));
  }

  /** As merging customers will: the identity is re-pointed, the totals are derived again. */
  private void merge(UUID gone, UUID kept) {
    jdbc.sql("UPDATE identity SET customer_id = ? WHERE customer_id = ?")
        .params(kept, gone)
        .update();
    jdbc.sql(
            """
            UPDATE customer_value v
               SET gross = v.gross + g.gross, refunded = v.refunded + g.refunded,
                   net = v.net + g.net, payments = v.payments + g.payments
              FROM customer_value g WHERE v.customer_id = ? AND g.customer_id = ?
            """)
        .params(kept, gone)
        .update();
    jdbc.sql("DELETE FROM customer WHERE customer_id = ?").param(gone).update();
    jdbc.sql("DELETE FROM customer_value WHERE customer_id = ?").param(gone).update();
  }

  @Test
  void listsTheSourcesOfAProduct() {
    JsonNode sources = http.ok(http.path(product.productId, "/sources")).path("items");
    assertThat(HttpSetup.texts(sources, "name")).containsExactly("Excel", "Shop");
    assertThat(sources.path(0).path("imports").asInt()).isEqualTo(2);
    assertThat(sources.path(0).path("lastImportAt").asString()).isEqualTo("2026-03-01T10:00:00Z");
    assertThat(sources.path(1).path("kind").asString()).isEqualTo("file");
  }

  @Test
  void aProductWithoutAnyoneIsAnEmptyList() {
    UUID empty = Ids.next();
    http.has(empty);
    JsonNode page = http.ok(http.path(empty, "/customers"));
    assertThat(page.path("items").size()).isZero();
    assertThat(page.path("next").isNull()).isTrue();
    JsonNode count = http.ok(http.path(empty, "/customers/count"));
    assertThat(count.path("count").asInt()).isZero();
    assertThat(count.path("net").isNull()).isTrue();
    assertThat(http.ok(http.path(empty, "/sources")).path("items").size()).isZero();
  }
}
