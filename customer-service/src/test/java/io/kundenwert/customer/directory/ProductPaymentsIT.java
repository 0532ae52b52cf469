package io.kundenwert.customer.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kundenwert.support.access.AccessView;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

/** What all customers of a product paid by month, and who moved (C1). */
@WithCustomerService
class ProductPaymentsIT {
  @Autowired private JdbcClient jdbc;
  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private FiguresRefresh refresh;
  @Autowired private Figures figures;
  private HttpSetup http;
  private GeneratedProduct product;
  private String path;

  /** The present month in the product's calendar, and the day in that of movers. */
  private final YearMonth month = YearMonth.now(ZoneId.of("Europe/Berlin"));

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  private int payments;

  @BeforeEach
  void generate() {
    http = new HttpSetup(mvc, access);
    product = new GeneratedProduct(jdbc, http.teamId).with(30);
    http.has(product.productId);
    path = http.path(product.productId, "/customers/payments");
  }

  private static long minor(JsonNode amount) {
    assertThat(amount.path("currency").asString()).isEqualTo("EUR");
    return Long.parseLong(amount.path("minor").asString());
  }

  private void paid(UUID customer, UUID source, long net, LocalDate first, LocalDate last) {
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
            source,
            product.shopRun,
            "pi_" + payments++,
            Math.max(net, 0),
            Math.max(-net, 0),
            first,
            last)
        .update();
  }

  /** Net sums by month and source of what is counted, as the database adds them up row by row. */
  private Map<List<String>, Long> sums() {
    Map<List<String>, Long> sums = new HashMap<>();
    jdbc.sql(
            """
            SELECT source_id, gross - refunded AS net, first_on, last_on FROM contribution
             WHERE product_id = ? AND counted
            """)
        .param(product.productId)
        .query(
            row -> {
              LocalDate first = row.getObject("first_on", LocalDate.class);
              LocalDate last = row.getObject("last_on", LocalDate.class);
              String when = "undated";
              if (first != null && YearMonth.from(first).equals(YearMonth.from(last))) {
                YearMonth paid = YearMonth.from(first);
                when = paid.isBefore(month.minusMonths(23)) ? "before" : paid.toString();
              }
              String source = when.contains("-") ? row.getString("source_id") : "";
              sums.merge(List.of(when, source), row.getLong("net"), Long::sum);
            });
    return sums;
  }

  @Test
  void monthsBeforeAndUndatedAreWhatIsCounted() {
    paid(product.customer(1), product.shop, 1_234, month.atDay(1), month.atDay(1));
    paid(product.customer(2), product.shop, 500, month.atDay(1), month.atDay(1));
    paid(product.customer(2), product.excel, -700, month.atDay(1), month.atDay(1));
    LocalDate oldest = month.minusMonths(23).atDay(1);
    paid(product.customer(3), product.shop, 42, oldest, oldest.plusDays(3));
    paid(product.customer(3), product.shop, 43, oldest.minusDays(1), oldest.minusDays(1));
    paid(product.customer(3), product.shop, 44, oldest.minusDays(1), oldest);
    paid(product.customer(4), product.shop, 45, LocalDate.of(1998, 1, 1), LocalDate.of(1998, 1, 9));
    JsonNode answer = http.ok(path);
    JsonNode shown = answer.path("payments");
    assertThat(shown.path("from").asString()).isEqualTo(month.minusMonths(23).toString());
    assertThat(shown.path("until").asString()).isEqualTo(month.toString());
    Map<List<String>, Long> told = new HashMap<>();
    for (JsonNode item : shown.path("items")) {
      told.put(
          List.of(item.path("month").asString(), item.path("sourceId").asString()),
          minor(item.path("net")));
    }
    told.put(List.of("before", ""), minor(shown.path("before")));
    told.put(List.of("undated", ""), minor(shown.path("undated")));
    assertThat(told).isEqualTo(sums()).hasSizeGreaterThan(4);
    assertThat(HttpSetup.texts(shown.path("items"), "sourceName")).contains("Excel", "Shop");
  }

  @Test
  void archivedCustomersAreLeftOutAndMergedOnesCountForWhomTheyBecame() {
    UUID archived = product.customer(5);
    UUID kept = product.customer(6);
    UUID merged = product.customer(7);
    List<UUID> paying = List.of(archived, kept, merged);
    for (UUID each : paying) {
      paid(each, product.shop, 100_000, today, today);
    }
    jdbc.sql("UPDATE identity SET customer_id = ? WHERE product_id = ? AND identity_id = ?")
        .params(kept, product.productId, merged)
        .update();
    long before = minorOf(YearMonth.from(today));
    assertThat(movers()).containsExactly(tuple(kept, 200_000L), tuple(archived, 100_000L));
    jdbc.sql(
            "UPDATE customer_value SET archived_reason = 'cleanup', archived_until = now()"
                + " WHERE product_id = ? AND customer_id IN (?, ?)")
        .params(product.productId, archived, merged)
        .update();
    assertThat(movers()).containsExactly(tuple(kept, 200_000L));
    assertThat(minorOf(YearMonth.from(today))).isEqualTo(before - 100_000);
  }

  private long minorOf(YearMonth wanted) {
    long sum = 0;
    for (JsonNode item : http.ok(path).path("payments").path("items")) {
      sum += item.path("month").asString().equals(wanted.toString()) ? minor(item.path("net")) : 0;
    }
    return sum;
  }

  private List<Tuple> movers() {
    List<Tuple> movers = new ArrayList<>();
    for (JsonNode mover : http.ok(path).path("movers")) {
      movers.add(
          tuple(
              UUID.fromString(mover.path("customer").path("id").asString()),
              minor(mover.path("change"))));
    }
    return movers;
  }

  @Test
  void moversAreTheFiveLargestRisesAndFallsOfThirtyDays() {
    LocalDate first = today.minusDays(29);
    for (int rise = 1; rise <= 7; rise++) {
      paid(product.customer(rise), product.shop, rise * 1_000L, first, today);
    }
    for (int fall = 11; fall <= 17; fall++) {
      paid(product.customer(fall), product.shop, -fall * 1_000L, today, today);
    }
    // Too early, begun too early, paid and refunded.
    paid(product.customer(21), product.shop, 90_000, first.minusDays(1), first.minusDays(1));
    paid(product.customer(22), product.shop, 90_000, first.minusDays(1), today);
    paid(product.customer(23), product.shop, 90_000, today, today);
    paid(product.customer(23), product.shop, -90_000, today, today);
    assertThat(movers())
        .containsExactly(
            tuple(product.customer(7), 7_000L),
            tuple(product.customer(6), 6_000L),
            tuple(product.customer(5), 5_000L),
            tuple(product.customer(4), 4_000L),
            tuple(product.customer(3), 3_000L),
            tuple(product.customer(13), -13_000L),
            tuple(product.customer(14), -14_000L),
            tuple(product.customer(15), -15_000L),
            tuple(product.customer(16), -16_000L),
            tuple(product.customer(17), -17_000L));
    assertThat(http.ok(path).path("moversSince").asString()).isEqualTo(first.toString());
  }

  @Test
  void ofABigProductItIsWhatWasCountedLast() {
    product = new GeneratedProduct(jdbc, http.teamId).with(Figures.SMALL + 2);
    http.has(product.productId);
    path = http.path(product.productId, "/customers/payments");
    UUID gone = product.customer(8);
    paid(gone, product.shop, 5_000, today, today);
    paid(product.customer(9), product.shop, 4_000, today, today);
    assertThat(http.ok(path).path("payments").isNull()).isTrue();
    assertThat(movers()).isEmpty();
    figures.touched(product.teamId, product.productId);
    refresh.refresh(new Figures.ProductKey(product.teamId, product.productId), true);
    long counted = minorOf(YearMonth.from(today));
    paid(product.customer(9), product.shop, 1_000_000, today, today);
    assertThat(minorOf(YearMonth.from(today))).isEqualTo(counted);
    assertThat(movers()).containsExactly(tuple(gone, 5_000L), tuple(product.customer(9), 4_000L));
    // Who was deleted is not told of any more, whatever was counted.
    for (String table : List.of("customer_value", "customer")) {
      jdbc.sql("DELETE FROM " + table + " WHERE customer_id = ?").param(gone).update();
    }
    assertThat(movers()).containsExactly(tuple(product.customer(9), 4_000L));
  }

  @Test
  void isNothingForViewersAndStrangers() {
    assertThat(http.get(http.viewer, path)).hasStatus(HttpStatus.FORBIDDEN);
    assertThat(http.get(UUID.randomUUID(), path)).hasStatus(HttpStatus.NOT_FOUND);
    assertThat(http.get(null, path)).hasStatus(HttpStatus.UNAUTHORIZED);
  }
}
