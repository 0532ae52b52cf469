package io.kundenwert.customer.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.directory.CustomerCounts.CustomerCount;
import io.kundenwert.customer.product.Products;
import io.kundenwert.support.ids.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Every way to a page leads to the same page. */
@WithCustomerService
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListPathsIT {
  private static final List<ListReader.Effort> EFFORTS =
      List.of(
          // Walk, sort the few, sort by the search or walk far, sort all.
          new ListReader.Effort(10_000, 0, 10_000, 10_000),
          new ListReader.Effort(1, 10_000, 1, 10_000),
          new ListReader.Effort(1, 2, 10_000, 10_000),
          new ListReader.Effort(1, 2, 3, 0),
          new ListReader.Effort(1, 2, 3, 10_000));

  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;
  @Autowired private SearchCatchUp search;
  @Autowired private Products products;
  @Autowired private Figures figures;
  @Autowired private PlatformTransactionManager transactionManager;
  private GeneratedProduct product;

  @BeforeAll
  void generate() {
    product = new GeneratedProduct(jdbc, Ids.next()).with(300, Duration.ofDays(1));
    search.catchUp(new Figures.ProductKey(product.teamId, product.productId));
    jdbc.sql(
            """
            UPDATE customer_value SET archived_reason = 'cleanup'
             WHERE product_id = ? AND payments % 3 = 0
            """)
        .param(product.productId)
        .update();
  }

  static List<CustomerOrder> orders() {
    return CustomerOrder.all();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void allWaysLeadToTheSamePages(CustomerOrder order) {
    for (String filter :
        List.of(
            "",
            "priority:low",
            "source:" + product.shop,
            "import:" + product.secondRun + "~priority:high,low",
            "import:" + product.secondRun + "~source:" + product.shop,
            "created:2026-03",
            "created:2026-03~priority:low~source:" + product.shop)) {
      for (String text : List.of("", "m", "kunde", "anna", "nobody")) {
        CustomerQuery query = dated(CustomerQuery.parse(order.wireName(), filter, text));
        List<List<ListReader.Key>> usual = pages(query, ListReader.Effort.USUAL);
        for (ListReader.Effort effort : EFFORTS) {
          assertThat(pages(query, effort))
              .as("%s f=%s q=%s %s", order.wireName(), filter, text, effort)
              .isEqualTo(usual);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void aJumpLandsWhereSteppingDoes(CustomerOrder order) {
    for (String filter : List.of("created:2026-03", "created:2026-03~priority:low")) {
      CustomerQuery query = dated(CustomerQuery.parse(order.wireName(), filter, null));
      List<ListReader.Key> all =
          pages(query, ListReader.Effort.USUAL).stream().limit(1).flatMap(List::stream).toList();
      assertThat(all).hasSizeGreaterThan(3);
      transaction.executeWithoutResult(
          status -> {
            ListReader.prepare(jdbc);
            for (ListReader.Effort effort : EFFORTS) {
              ListReader.Key key =
                  new ListReader(jdbc, product.teamId, product.productId, query, effort)
                      .behind(null, 2);
              // Null where the way is too long to go: then the place is guessed.
              assertThat(key == null || key.equals(all.get(2))).as(filter + effort).isTrue();
              assertThat(key == null)
                  .as("guessed: " + filter + effort)
                  .isEqualTo(effort.few() < 3 && !isIndexed(order, filter));
            }
          });
    }
  }

  @Test
  void aNumberThatIsTooHighToCountIsEstimatedWithinItsPeriod() {
    CustomerCounts patient = counts(CustomerCounts.Effort.USUAL);
    CustomerCounts hasty = counts(new CustomerCounts.Effort(5, 5));
    CustomerCount exact = count(patient, "created:2026-03");
    assertThat(exact.approximate()).isFalse();
    // One a day was first seen; who of them was archived, the index of ids does not know.
    assertThat(count(hasty, "created:2026-03")).isEqualTo(new CustomerCount(31, true, null));
    assertThat(exact.count()).isBetween(1L, 30L);
    assertThat(count(hasty, "created:2026-03~priority:low"))
        .matches(CustomerCount::approximate)
        .satisfies(low -> assertThat(low.count()).isBetween(1L, 30L));
  }

  private CustomerCount count(CustomerCounts counts, String filter) {
    CustomerQuery query = dated(CustomerQuery.parse("name", filter, null));
    CustomerCount count = counts.count(product.teamId, product.productId, query);
    return new CustomerCount(count.count(), count.approximate(), null);
  }

  private CustomerCounts counts(CustomerCounts.Effort effort) {
    return new CustomerCounts(
        jdbc, products, figures, Clock.systemUTC(), transactionManager, effort);
  }

  private static boolean isIndexed(CustomerOrder order, String filter) {
    return switch (order.column()) {
      case NAME -> false;
      case CREATED -> !filter.contains("priority");
      case NET, MONTHLY, LAST_PAYMENT -> true;
    };
  }

  private static CustomerQuery dated(CustomerQuery query) {
    return new CustomerQuery(
        query.order(), query.filter().on(Instant.EPOCH, ZoneOffset.UTC), query.search());
  }

  /** All pages forwards, and then those before the last place. */
  private List<List<ListReader.Key>> pages(CustomerQuery query, ListReader.Effort effort) {
    List<List<ListReader.Key>> pages = new ArrayList<>();
    transaction.executeWithoutResult(
        status -> {
          ListReader.prepare(jdbc);
          ListReader reader =
              new ListReader(jdbc, product.teamId, product.productId, query, effort);
          Place place = null;
          List<ListReader.Key> page;
          do {
            page = reader.after(place, 40);
            pages.add(page);
            place = page.isEmpty() ? place : placeOf(page.getLast());
          } while (!page.isEmpty());
          if (place != null) {
            pages.add(reader.before(place, 40));
          }
        });
    return pages;
  }

  private static Place placeOf(ListReader.Key key) {
    return new Place(key.sortKey(), key.customerId(), false, 0);
  }

  @Test
  void showsSomeoneAndNotAll() {
    CustomerQuery query = CustomerQuery.parse("name", "source:" + product.shop, "m");
    assertThat(pages(query, ListReader.Effort.USUAL).getFirst()).isNotEmpty();
    assertThat(
            pages(CustomerQuery.parse("name", "", ""), ListReader.Effort.USUAL).stream()
                .mapToInt(List::size)
                .sum())
        .isLessThan(340);
  }
}
