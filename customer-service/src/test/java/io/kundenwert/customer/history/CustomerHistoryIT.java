package io.kundenwert.customer.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.directory.GeneratedProduct;
import io.kundenwert.customer.directory.HttpSetup;
import io.kundenwert.customer.directory.WithCustomerService;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.ids.Ids;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

/** What happened to a customer and when they paid, as clients see it. */
@WithCustomerService
class CustomerHistoryIT {
  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private JdbcClient jdbc;
  private HttpSetup http;
  private GeneratedProduct product;

  @BeforeEach
  void aProduct() {
    http = new HttpSetup(mvc, access);
    product = new GeneratedProduct(jdbc, http.teamId).with(42);
    http.has(product.productId);
    jdbc.sql("INSERT INTO origin_sequence (team_id, last) VALUES (?, 3)")
        .param(http.teamId)
        .update();
  }

  private String path(UUID customer, String what) {
    return http.path(product.productId, "/customers/" + customer + "/" + what);
  }

  private static long minor(JsonNode amount) {
    return Long.parseLong(amount.path("minor").asString());
  }

  @Test
  void tellsImportsEditsAndMergesTheLatestFirst() {
    UUID customer = product.customer(21);
    UUID other = product.customer(1);
    assertThat(http.patch(http.owner, path(customer, "").replaceAll("/$", ""), "{\"name\":\"A\"}"))
        .hasStatusOk();
    assertThat(http.post(http.owner, path(customer, "merge"), "{\"customerId\":\"" + other + "\"}"))
        .hasStatusOk();
    JsonNode items = http.ok(path(customer, "history")).path("items");
    List<String> kinds = HttpSetup.texts(items, "kind");
    kinds.remove("priority");
    assertThat(kinds).containsExactly("merge", "edit", "import", "import", "import", "created");
    for (JsonNode event : items) {
      switch (event.path("kind").asString()) {
        case "merge" -> {
          assertThat(event.path("customerId").asString()).isEqualTo(other.toString());
          assertThat(event.path("userId").asString()).isEqualTo(http.owner.toString());
        }
        case "edit" -> {
          assertThat(event.path("fields").toString()).isEqualTo("[\"name\"]");
          assertThat(event.path("userId").asString()).isEqualTo(http.owner.toString());
        }
        case "import" ->
            assertThat(event.path("sourceName").asString())
                .isEqualTo(event.path("fileName").asString().equals("shop.csv") ? "Shop" : "Excel");
        default -> assertThat(event.path("fields")).isEmpty();
      }
    }
    // All that imports brought is the value, that of the merged customer with it.
    long net = 0;
    for (JsonNode event : items) {
      net += event.path("kind").asString().equals("import") ? minor(event.path("net")) : 0;
    }
    assertThat(net)
        .isEqualTo(minor(http.ok(path(customer, "value")).path("sum").path("net")))
        .isPositive();
    assertThat(http.refused(404, path(other, "history")).path("code").asString())
        .isEqualTo("not-found");
  }

  @Test
  void readsOnPageByPage() {
    UUID customer = product.customer(21);
    List<String> whole = kinds(http.ok(path(customer, "history")));
    List<String> paged = new ArrayList<>();
    String after = null;
    do {
      JsonNode page =
          after == null
              ? http.ok(path(customer, "history"), "limit", "1")
              : http.ok(path(customer, "history"), "limit", "1", "after", after);
      paged.addAll(kinds(page));
      after = page.path("next").isNull() ? null : page.path("next").asString();
    } while (after != null);
    assertThat(paged).isEqualTo(whole).hasSize(4);
    String foreign =
        http.ok(path(product.customer(1), "history"), "limit", "1").path("next").asString();
    assertThat(
            http.refused(400, path(customer, "history"), "after", foreign).path("code").asString())
        .isEqualTo("invalid-cursor");
    assertThat(http.refused(400, path(customer, "history"), "limit", "0").path("code").asString())
        .isEqualTo("invalid-limit");
  }

  private static List<String> kinds(JsonNode page) {
    List<String> kinds = new ArrayList<>();
    for (JsonNode event : page.path("items")) {
      kinds.add(event.path("kind").asString() + event.path("fileName").asString());
    }
    return kinds;
  }

  @Test
  void paymentsStandInTheirMonthsAndAddUpToTheValue() {
    UUID customer = product.customer(2);
    jdbc.sql("DELETE FROM contribution WHERE identity_id = ?").param(customer).update();
    YearMonth now = YearMonth.now(ZoneId.of("Europe/Berlin"));
    LocalDate today = now.atDay(1);
    contribution(customer, "a", 1_000, 0, today, today);
    contribution(customer, "b", 500, 100, today, today);
    contribution(customer, "c", 70, 0, now.minusMonths(23).atDay(1), now.minusMonths(23).atDay(2));
    contribution(
        customer,
        "d",
        7,
        0,
        now.minusMonths(24).atEndOfMonth(),
        now.minusMonths(24).atEndOfMonth());
    contribution(customer, "", 30, 0, now.minusMonths(3).atDay(1), now.minusMonths(1).atDay(1));
    contribution(customer, "e", 4, 0, null, null);
    contribution(customer, "f", 9_999, 0, today, today);
    jdbc.sql("UPDATE contribution SET counted = false WHERE identity_id = ? AND external_id = 'f'")
        .param(customer)
        .update();
    JsonNode payments = http.ok(path(customer, "payments"));
    assertThat(payments.path("until").asString()).isEqualTo(now.toString());
    assertThat(payments.path("from").asString()).isEqualTo(now.minusMonths(23).toString());
    assertThat(HttpSetup.texts(payments.path("items"), "month"))
        .containsExactly(now.minusMonths(23).toString(), now.toString());
    assertThat(minor(payments.at("/items/0/net"))).isEqualTo(70);
    assertThat(minor(payments.at("/items/1/net"))).isEqualTo(1_400);
    assertThat(payments.at("/items/1/payments").asLong()).isEqualTo(2);
    assertThat(payments.at("/items/1/sourceName").asString()).isEqualTo("Shop");
    assertThat(minor(payments.path("before"))).isEqualTo(7);
    assertThat(minor(payments.path("undated"))).isEqualTo(34);
    assertThat(70 + 1_400 + 7 + 34)
        .isEqualTo(minor(http.ok(path(customer, "value")).path("sum").path("net")));
    assertThat(http.refused(404, path(Ids.next(), "payments")).path("code").asString())
        .isEqualTo("not-found");
  }

  private void contribution(
      UUID customer,
      String externalId,
      long gross,
      long refunded,
      @Nullable LocalDate first,
      @Nullable LocalDate last) {
    jdbc.sql(
            """
            INSERT INTO contribution
              (team_id, product_id, identity_id, source_id, run_id, external_id, origin_seq, totals,
               counted, currency, gross, refunded, payments, first_on, last_on, first_row, last_row,
               fields)
            VALUES (?, ?, ?, ?, ?, ?, 3, false, true, 'EUR', ?, ?, 1, ?, ?, 1, 1, '{}')
            """)
        .params(
            product.teamId,
            product.productId,
            customer,
            product.shop,
            product.shopRun,
            externalId,
            gross,
            refunded)
        .param(first)
        .param(last)
        .update();
  }
}
