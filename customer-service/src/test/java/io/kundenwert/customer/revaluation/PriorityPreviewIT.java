package io.kundenwert.customer.revaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.CustomerServiceApplication;
import io.kundenwert.customer.directory.CustomerCounts;
import io.kundenwert.customer.directory.GeneratedProduct;
import io.kundenwert.customer.directory.HttpSetup;
import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.product.ProductsFixture;
import io.kundenwert.customer.product.RankBy;
import io.kundenwert.customer.revaluation.PriorityPreviews.Effort;
import io.kundenwert.customer.revaluation.PriorityPreviews.PriorityPreview;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.test.WithEngines;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;

/** What another ranking would change, told before it is saved. */
@SpringBootTest(
    classes = CustomerServiceApplication.class,
    properties = {
      "spring.config.name=customer-service",
      "kundenwert.revaluation.delay=24h",
      "kundenwert.directory.refresh-delay=24h",
      "kundenwert.directory.catch-up-delay=24h"
    })
@AutoConfigureMockMvc
@WithEngines("kundenwert_priorities")
class PriorityPreviewIT {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final long NO_STATED = Long.MIN_VALUE;

  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;
  @Autowired private Products products;
  @Autowired private DatedValues values;
  @Autowired private CustomerCounts counts;
  @Autowired private Revaluation revaluation;
  @Autowired private PlatformTransactionManager transactions;

  private HttpSetup http;
  private UUID productId;

  @BeforeEach
  void aProduct() {
    http = new HttpSetup(mvc, access);
    productId = Ids.next();
    http.has(productId);
    settings(productId, 1, 10_000, 5_000, RankBy.GROSS);
  }

  private void settings(UUID product, long version, long high, long medium, RankBy rankBy) {
    ProductsFixture.known(
        jdbc,
        new ProductSettings(
            http.teamId, product, version, "Kurse", "EUR", ZONE, high, medium, rankBy, false));
  }

  /** A customer whose first payment was so many days ago; of none if it is negative. */
  private UUID customer(long gross, long refunded, int daysAgo, long stated, String priority) {
    LocalDate first =
        daysAgo < 0 ? null : LocalDate.ofInstant(clock.instant(), ZONE).minusDays(daysAgo);
    UUID id = Ids.next();
    jdbc.sql(
            """
            INSERT INTO customer_value
              (team_id, product_id, customer_id, currency, gross, refunded, net, payments, first_on,
               last_on, monthly, monthly_stated, priority, field_seq, version)
            VALUES (:team, :product, :id, 'EUR', :gross, :refunded, :gross - :refunded, 1,
                    :first::date, :first::date, :gross, :stated, :priority, 1,
                    nextval('state_version'))
            """)
        .param("team", http.teamId)
        .param("product", productId)
        .param("id", id)
        .param("gross", gross)
        .param("refunded", refunded)
        .param("first", text(first))
        .param("stated", stated == NO_STATED ? null : stated, java.sql.Types.BIGINT)
        .param("priority", priority)
        .update();
    return id;
  }

  private static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }

  private UUID paid(long gross, String priority) {
    return customer(gross, 0, 3, NO_STATED, priority);
  }

  private JsonNode preview(long high, long medium, String rankBy) {
    return http.ok(
        http.path(productId, "/priorities/preview"),
        "highFrom",
        Long.toString(high),
        "mediumFrom",
        Long.toString(medium),
        "rankBy",
        rankBy);
  }

  private static void assertThatThese(JsonNode preview, int high, int medium, int low) {
    assertThat(preview.path("approximate").asBoolean()).isFalse();
    assertThat(preview.path("high").asInt()).as("high").isEqualTo(high);
    assertThat(preview.path("medium").asInt()).as("medium").isEqualTo(medium);
    assertThat(preview.path("low").asInt()).as("low").isEqualTo(low);
    assertThat(preview.path("customers").asInt()).isEqualTo(high + medium + low);
  }

  @Test
  void countsWhoBecomesWhat() {
    paid(12_000, "high");
    paid(9_000, "medium");
    paid(8_999, "medium");
    paid(4_000, "low");
    paid(3_999, "low");
    assertThatThese(preview(10_000, 5_000, "gross"), 0, 0, 0);
    // Whoever spends the threshold itself has reached it.
    assertThatThese(preview(9_000, 4_000, "gross"), 1, 1, 0);
    assertThatThese(preview(12_001, 12_000, "gross"), 0, 1, 2);
    assertThatThese(preview(0, 0, "gross"), 4, 0, 0);
    assertThatThese(preview(10_000_000_000_000L, 10_000_000_000_000L, "gross"), 0, 0, 3);
  }

  @Test
  void countsByTheTotalThatDecides() {
    customer(12_000, 4_000, 3, NO_STATED, "high");
    customer(12_000, 2_000, 3, NO_STATED, "high");
    customer(12_000, 15_000, 3, NO_STATED, "high");
    assertThatThese(preview(10_000, 5_000, "net"), 0, 1, 1);
    assertThatThese(preview(10_000, 5_000, "gross"), 0, 0, 0);
    // Less than nothing is below a threshold of nothing.
    assertThatThese(preview(0, 0, "net"), 0, 0, 1);
  }

  @Test
  void countsNothingAndLessThanNothing() {
    paid(0, "low");
    paid(-500, "low");
    assertThatThese(preview(0, 0, "gross"), 1, 0, 0);
    assertThatThese(preview(1, 0, "gross"), 0, 1, 0);
    assertThatThese(preview(1, 1, "gross"), 0, 0, 0);
  }

  @Test
  void countsMonthsAndStatedAmountsAsTheValueDoes() {
    // The third month has begun.
    customer(27_000, 0, 75, NO_STATED, "medium");
    customer(26_999, 0, 75, NO_STATED, "medium");
    // Without a date of a payment the stated monthly spend decides, without that nothing does.
    customer(1, 0, -1, 9_000, "medium");
    customer(1_000_000, 0, -1, NO_STATED, "low");
    assertThatThese(preview(9_000, 5_000, "gross"), 2, 0, 0);
    assertThatThese(preview(0, 0, "gross"), 3, 0, 0);
  }

  @Test
  void leavesArchivedCustomersOut() {
    UUID archived = paid(9_000, "medium");
    paid(9_000, "medium");
    jdbc.sql("UPDATE customer_value SET archived_reason = 'cleanup' WHERE customer_id = ?")
        .param(archived)
        .update();
    assertThatThese(preview(9_000, 5_000, "gross"), 1, 0, 0);
  }

  @Test
  void countsWhomRevaluationThenChanges() {
    GeneratedProduct generated = new GeneratedProduct(jdbc, http.teamId).with(3_000);
    http.has(generated.productId);
    settings(generated.productId, 2, 10_000, 5_000, RankBy.GROSS);
    revaluation.run();
    productId = generated.productId;
    assertThatThese(preview(10_000, 5_000, "gross"), 0, 0, 0);
    JsonNode told = preview(6_000, 2_000, "net");
    assertThat(told.path("customers").asInt()).isGreaterThan(100);

    Map<UUID, String> before = priorities();
    settings(generated.productId, 3, 6_000, 2_000, RankBy.NET);
    revaluation.run();
    Map<String, Integer> changed = new TreeMap<>();
    priorities()
        .forEach(
            (id, priority) -> {
              if (!priority.equals(before.get(id))) {
                changed.merge(priority, 1, Integer::sum);
              }
            });
    assertThatThese(
        told,
        changed.getOrDefault("high", 0),
        changed.getOrDefault("medium", 0),
        changed.getOrDefault("low", 0));
  }

  private Map<UUID, String> priorities() {
    Map<UUID, String> priorities = new TreeMap<>();
    jdbc.sql("SELECT customer_id, priority FROM customer_value WHERE product_id = ?")
        .param(productId)
        .query(
            row -> {
              priorities.put(row.getObject(1, UUID.class), row.getString(2));
            });
    return priorities;
  }

  @Test
  void estimatesWhereThereAreMany() {
    GeneratedProduct generated = new GeneratedProduct(jdbc, http.teamId).with(6_000);
    http.has(generated.productId);
    settings(generated.productId, 2, 10_000, 5_000, RankBy.GROSS);
    revaluation.run();
    jdbc.sql("ANALYZE customer_value").update();
    productId = generated.productId;
    Ranking ranking = new Ranking(6_000, 2_000, RankBy.NET);
    PriorityPreview exact = with(Effort.USUAL, ranking);
    assertThat(exact.approximate()).isFalse();

    // A sample of everyone tells exactly what everyone does, and is called an estimate.
    PriorityPreview whole = with(new Effort(500, 1_000, 6_000), ranking);
    assertThat(whole)
        .isEqualTo(
            new PriorityPreview(
                exact.customers(), true, exact.high(), exact.medium(), exact.low()));

    PriorityPreview some = with(new Effort(500, 1_000, 2_000), ranking);
    assertThat(some.approximate()).isTrue();
    assertThat(some.customers()).isCloseTo(exact.customers(), Percentage.withPercentage(40));
    assertThat(some.customers()).isEqualTo(some.high() + some.medium() + some.low());
    assertThat(with(new Effort(500, 1_000, 2_000), ranking)).isEqualTo(some);

    // Where a sample finds nobody, those tell who were looked at first.
    PriorityPreview few = with(new Effort(500, 1_000, 0), ranking);
    assertThat(few.approximate()).isTrue();
    assertThat(few.customers()).isCloseTo(exact.customers(), Percentage.withPercentage(40));
  }

  private PriorityPreview with(Effort effort, Ranking ranking) {
    return new PriorityPreviews(jdbc, products, values, counts, clock, transactions, effort)
        .of(http.teamId, productId, ranking);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, gross, threshold-out-of-range, highFrom",
    "10000, -1, gross, threshold-out-of-range, mediumFrom",
    "10000000000001, 5000, gross, threshold-out-of-range, highFrom",
    "10000, 10001, gross, thresholds-reversed, mediumFrom",
    "viel, 5000, gross, amount-malformed, highFrom",
    "10000, 1.5, gross, amount-malformed, mediumFrom",
    "10000, 5000, profit, rank-by-unknown, rankBy",
  })
  void refusesWhatCannotBeSaved(
      String high, String medium, String rankBy, String code, String field) {
    JsonNode problem =
        http.refused(
            400,
            http.path(productId, "/priorities/preview"),
            "highFrom",
            high,
            "mediumFrom",
            medium,
            "rankBy",
            rankBy);
    assertThat(problem.path("code").asString()).isEqualTo(code);
    assertThat(problem.path("params").path("field").asString()).isEqualTo(field);
    assertThat(problem.path("detail").asString()).isNotBlank();
  }

  @Test
  void isForThoseWhoMaySaveIt() {
    paid(9_000, "medium");
    String[] ranking = {"highFrom", "9000", "mediumFrom", "5000", "rankBy", "gross"};
    String path = http.path(productId, "/priorities/preview");
    assertThat(http.get(http.viewer, path, ranking)).hasStatus(HttpStatus.FORBIDDEN);
    // The product is the owner's.
    assertThat(http.get(http.member, path, ranking)).hasStatus(HttpStatus.FORBIDDEN);
    assertThat(http.get(null, path, ranking)).hasStatus(HttpStatus.UNAUTHORIZED);
    GeneratedProduct others = new GeneratedProduct(jdbc, Ids.next()).with(1);
    assertThat(http.get(http.owner, http.path(others.productId, "/priorities/preview"), ranking))
        .hasStatus(HttpStatus.NOT_FOUND);
    assertThat(http.get(http.owner, path, "highFrom", "9000")).hasStatus(HttpStatus.BAD_REQUEST);
  }
}
