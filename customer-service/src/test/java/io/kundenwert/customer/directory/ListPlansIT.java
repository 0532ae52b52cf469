package io.kundenwert.customer.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.kundenwert.customer.cursor.Cursors;
import io.kundenwert.customer.product.ProductsFixture;
import io.kundenwert.customer.value.SourceValues;
import io.kundenwert.customer.value.SourceValuesFixture;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.test.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the database answers lists: which index, without reading or sorting a big table. 50,000
 * customers; with {@code -Dkundenwert.long=true} a million, and times are printed. Plans are
 * asserted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListPlansIT {
  private static final boolean LONG = Boolean.getBoolean("kundenwert.long");
  private static final int ROUNDS = LONG ? 3 : 1;
  private static final int CUSTOMERS = LONG ? 1_000_000 : 50_000;
  private static final Set<String> BIG =
      Set.of("customer", "customer_value", "contribution", "identity", "customer_search");

  private final HikariDataSource dataSource = new HikariDataSource();
  private final ExplainingJdbc explaining = new ExplainingJdbc(dataSource);
  private final JdbcClient jdbc = JdbcClient.create(explaining);
  private final JsonMapper json = JsonMapper.shared();
  private TransactionTemplate transaction;
  private GeneratedProduct product;
  private SourceValues sourceValues;

  @BeforeAll
  void generate() {
    dataSource.setJdbcUrl(Engines.jdbcUrl("kundenwert_plans"));
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/migration/support", "classpath:db/migration/customer-service")
        .load()
        .migrate();
    transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    sourceValues = SourceValuesFixture.sourceValues(jdbc);
    JdbcClient plain = JdbcClient.create(dataSource);
    product = new GeneratedProduct(plain, Ids.next()).with(CUSTOMERS);
    // A second product: an index must not be good only because everything is this product's.
    new GeneratedProduct(plain, product.teamId).with(CUSTOMERS / 50);
    Figures figures = new Figures(plain, json, Clock.systemUTC());
    int filled =
        new SearchCatchUp(plain, new SearchFiller(plain, figures))
            .catchUp(new Figures.ProductKey(product.teamId, product.productId));
    assertThat(filled).isEqualTo(CUSTOMERS);
    for (String table : BIG) {
      plain.sql("VACUUM ANALYZE " + table).update();
    }
  }

  @AfterAll
  void close() {
    dataSource.close();
  }

  static List<CustomerOrder> orders() {
    return CustomerOrder.all();
  }

  private List<String> filters() {
    return List.of(
        "",
        "priority:high",
        "priority:medium",
        "priority:low",
        "source:" + product.excel,
        "source:" + product.shop,
        "import:" + product.firstRun,
        "import:" + product.secondRun,
        "priority:high~source:" + product.shop,
        // Everyone, and nobody.
        "created:2026",
        "created:2025~priority:high",
        "import:" + Ids.next());
  }

  private static final List<String> SEARCHES =
      List.of(
          "",
          "m",
          "mül",
          "anna mü",
          "kunde4711",
          "zimmermann 4711",
          "kunde",
          "kunde4711@example.com",
          "nobody-has-this-name");

  @ParameterizedTest
  @MethodSource("orders")
  void readsEveryPageFromItsIndex(CustomerOrder order) {
    for (String filter : filters()) {
      check(order, filter, "");
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void searchesWithoutReadingBigTables(CustomerOrder order) {
    for (String search : SEARCHES) {
      check(order, "", search);
    }
    check(order, "priority:high", "mül");
    check(order, "source:" + product.shop, "anna");
  }

  private void check(CustomerOrder order, String filter, String search) {
    CustomerQuery asked = CustomerQuery.parse(order.wireName(), filter, search);
    CustomerQuery query =
        new CustomerQuery(
            asked.order(), asked.filter().on(Instant.EPOCH, ZoneOffset.UTC), asked.search());
    if (query.search() != null
        && query.search().emailKey() != null
        && !search.equals("kunde4711@example.com")) {
      throw new IllegalStateException("An address nobody has would be searched by words");
    }
    page(order, filter, search, query, null, "first");
    ListReader.Key middle = middle(query);
    if (middle != null) {
      page(
          order,
          filter,
          search,
          query,
          new Place(middle.sortKey(), middle.customerId(), false, 0),
          "deep");
    }
  }

  private ListReader.@Nullable Key middle(CustomerQuery query) {
    CustomerQuery everyone = new CustomerQuery(query.order(), CustomerFilter.NONE, null);
    JdbcClient plain = JdbcClient.create(dataSource);
    return transaction
        .execute(
            status -> {
              ListReader.prepare(plain);
              return Optional.ofNullable(
                  new ListReader(plain, product.teamId, product.productId, everyone)
                      .behind(null, CUSTOMERS / 2));
            })
        .orElse(null);
  }

  private void page(
      CustomerOrder order,
      String filter,
      String search,
      CustomerQuery query,
      @Nullable Place place,
      String where) {
    for (boolean backwards : place == null ? new boolean[] {false} : new boolean[] {false, true}) {
      long fastest = Long.MAX_VALUE;
      long busy = Long.MAX_VALUE;
      List<JsonNode> plans = List.of();
      // Times are of the rounds without plans.
      for (int round = 0; round < ROUNDS; round++) {
        explaining.explain = round == 0;
        long begun = System.nanoTime();
        long[] work = new long[1];
        List<String> texts =
            transaction.execute(
                status -> {
                  ListReader.prepare(jdbc);
                  work[0] = databaseNanos();
                  ListReader reader =
                      new ListReader(jdbc, product.teamId, product.productId, query);
                  List<ListReader.Key> keys =
                      backwards && place != null
                          ? reader.before(place, 51)
                          : reader.after(place, 51);
                  new CustomerRows(jdbc, sourceValues)
                      .items(
                          product.teamId,
                          product.productId,
                          keys.stream().map(ListReader.Key::customerId).limit(50).toList());
                  work[0] = databaseNanos() - work[0];
                  return explaining.taken();
                });
        if (round == 0) {
          plans = texts.stream().map(text -> json.readTree(text).path(0).path("Plan")).toList();
        } else {
          fastest = Math.min(fastest, System.nanoTime() - begun);
          busy = Math.min(busy, work[0]);
        }
      }
      String name =
          "%s f=%s q=%s %s%s"
              .formatted(
                  order.wireName(),
                  filter.replaceAll("[0-9a-f]{8}-[-0-9a-f]+", "…"),
                  search,
                  where,
                  backwards ? " before" : "");
      if (LONG) {
        System.out.printf(
            Locale.ROOT, "%7.1f ms, database %6.1f ms  %s%n", fastest / 1e6, busy / 1e6, name);
      }
      assertPlans(name, plans, query, filter, search);
    }
  }

  /**
   * Processor time of the connection's server process: what a list costs on a machine that others
   * use too. Nothing where the server is elsewhere.
   */
  private long databaseNanos() {
    Integer pid =
        JdbcClient.create(dataSource).sql("SELECT pg_backend_pid()").query(Integer.class).single();
    try {
      return Long.parseLong(
          Files.readString(Path.of("/proc/" + pid + "/schedstat")).split(" ", 2)[0]);
    } catch (IOException | NumberFormatException elsewhere) {
      return 0;
    }
  }

  private void assertPlans(
      String name, List<JsonNode> plans, CustomerQuery query, String filter, String search) {
    assertThat(plans).as(name).isNotEmpty();
    Set<String> indexes = new TreeSet<>();
    List<String> faults = new ArrayList<>();
    plans.forEach(plan -> collect(plan, indexes, faults));
    assertThat(faults).as(name).isEmpty();
    if (search.isEmpty()
        && !filter.contains("import")
        && !filter.contains("source")
        // Few are sorted.
        && !filter.contains("created:2025")) {
      assertThat(indexes).as(name).contains(indexOf(query.order().column()));
    }
    if (filter.isEmpty() && search.isEmpty()) {
      assertThat(plans.getFirst().toString()).as(name).doesNotContain("\"Sort\"");
    }
  }

  private static String indexOf(CustomerOrder.Column column) {
    return switch (column) {
      case NAME -> "customer_by_name";
      case NET -> "customer_value_by_net";
      case MONTHLY -> "customer_value_by_monthly";
      case LAST_PAYMENT -> "customer_value_by_last";
      case CREATED -> "customer_value_pkey";
    };
  }

  /** Every index that is used, and every big table that is read or joined as a whole. */
  private static void collect(JsonNode plan, Set<String> indexes, List<String> faults) {
    String type = plan.path("Node Type").asString("");
    String relation = plan.path("Relation Name").asString("");
    if (type.endsWith("Seq Scan") && BIG.contains(relation)) {
      faults.add(type + " on " + relation);
    }
    if (type.equals("Hash Join") || type.equals("Merge Join")) {
      faults.add(type);
    }
    if (plan.has("Index Name")) {
      indexes.add(plan.path("Index Name").asString());
    }
    plan.path("Plans").forEach(child -> collect(child, indexes, faults));
  }

  static Stream<Arguments> viewersLists() {
    return Stream.of("name", "-name", "created", "-created")
        .flatMap(sort -> SEARCHES.stream().map(search -> Arguments.of(sort, search)));
  }

  @ParameterizedTest
  @MethodSource("viewersLists")
  void viewersPagesComeFromIndexesToo(String sort, String search) {
    MaskedDirectory directory =
        new MaskedDirectory(
            jdbc, new Cursors(""), ProductsFixture.products(jdbc), Clock.systemUTC());
    viewersList(directory, sort, null, search);
    if (search.isEmpty()) {
      viewersList(directory, sort, "created:2026", search);
      viewersList(directory, sort, "created:2025", search);
    }
  }

  private void viewersList(
      MaskedDirectory directory, String sort, @Nullable String filter, String search) {
    MaskedDirectory.ListOf list =
        new MaskedDirectory.ListOf(
            Ids.next(),
            product.teamId,
            product.productId,
            MaskedQuery.parse(sort, filter, search.isEmpty() ? null : search));
    String name = "viewer " + sort + (filter == null ? "" : " f=" + filter) + " q=" + search;
    masked(name + " first page", () -> directory.page(list, 50, null, null));
    String middle = masked(name + " to the middle", () -> directory.seek(list, 0.5)).after();
    masked(name + " deep page", () -> directory.page(list, 50, middle, null));
    masked(name + " deep page before", () -> directory.page(list, 50, null, middle));
    masked(name + " count", () -> directory.count(list));
  }

  private <T> T masked(String name, Supplier<T> read) {
    long fastest = Long.MAX_VALUE;
    T result = null;
    for (int round = 0; round < ROUNDS; round++) {
      explaining.explain = round == 0;
      long begun = System.nanoTime();
      result = transaction.execute(status -> read.get());
      if (round > 0) {
        fastest = Math.min(fastest, System.nanoTime() - begun);
      } else {
        List<String> faults = new ArrayList<>();
        explaining
            .taken()
            .forEach(
                text -> collect(json.readTree(text).path(0).path("Plan"), new TreeSet<>(), faults));
        faults.removeIf(fault -> fault.endsWith("Join"));
        // Who counts a product that is nearly the whole table may read the whole table.
        if (name.contains("q= ") && name.contains(" page")) {
          assertThat(faults).as(name).isEmpty();
        }
      }
    }
    if (LONG) {
      System.out.printf(Locale.ROOT, "%7.1f ms  %s%n", fastest / 1e6, name);
    }
    return Objects.requireNonNull(result);
  }

  @Test
  void marksRanksByStepping() {
    RankMarks marks = new RankMarks(JdbcClient.create(dataSource));
    for (CustomerOrder order : CustomerOrder.all()) {
      long begun = System.nanoTime();
      transaction.executeWithoutResult(
          status -> {
            ListReader.prepare(JdbcClient.create(dataSource));
            marks.mark(product.teamId, product.productId, order, CUSTOMERS);
          });
      System.out.printf(
          Locale.ROOT,
          "%7.1f ms  marks of %s%n",
          (System.nanoTime() - begun) / 1e6,
          order.wireName());
      assertThat(marks.before(product.teamId, product.productId, order, CUSTOMERS))
          .hasValueSatisfying(mark -> assertThat(mark.rank()).isEqualTo(CUSTOMERS));
      assertThat(marks.before(product.teamId, product.productId, order, CUSTOMERS / 2))
          .hasValueSatisfying(mark -> assertThat(mark.rank()).isEqualTo(CUSTOMERS / 2));
    }
  }
}
