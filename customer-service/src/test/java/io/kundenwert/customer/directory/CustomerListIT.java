package io.kundenwert.customer.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** The customer list over HTTP. */
@WithCustomerService
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomerListIT {
  private static final int CUSTOMERS = 230;

  @Autowired private JdbcClient jdbc;
  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private SearchCatchUp search;
  @Autowired private CustomerExport export;
  @Autowired private MatrixExport matrixExport;
  private HttpSetup http;
  private GeneratedProduct product;
  private String customers;
  private List<Expected> all;

  /** A customer as the tables have it. */
  private record Expected(
      UUID id,
      String name,
      String sortName,
      long net,
      @Nullable Long monthly,
      @Nullable LocalDate lastOn,
      String priority,
      Set<UUID> runs) {
    @Nullable Comparable<?> key(CustomerOrder.Column column) {
      return switch (column) {
        case NAME -> sortName;
        case NET -> net;
        case MONTHLY -> monthly;
        case LAST_PAYMENT -> lastOn;
        case CREATED -> 0;
      };
    }
  }

  @BeforeAll
  void generate() {
    http = new HttpSetup(mvc, access);
    product = new GeneratedProduct(jdbc, http.teamId).with(CUSTOMERS, Duration.ofDays(1));
    http.has(product.productId);
    search.catchUp(new Figures.ProductKey(product.teamId, product.productId));
    customers = http.path(product.productId, "/customers");
    all = expected(product);
  }

  private List<Expected> expected(GeneratedProduct of) {
    return jdbc.sql(
            """
            SELECT c.customer_id, c.name, c.sort_name, v.net, v.monthly, v.last_on, v.priority,
                   (SELECT array_agg(x.run_id) FROM contribution x
                     WHERE x.team_id = c.team_id AND x.product_id = c.product_id
                       AND x.identity_id = c.customer_id) AS runs
              FROM customer c JOIN customer_value v USING (team_id, product_id, customer_id)
             WHERE c.product_id = ?
            """)
        .param(of.productId)
        .query(
            (row, number) ->
                new Expected(
                    row.getObject("customer_id", UUID.class),
                    row.getString("name"),
                    row.getString("sort_name"),
                    row.getLong("net"),
                    row.getObject("monthly", Long.class),
                    row.getObject("last_on", LocalDate.class),
                    row.getString("priority"),
                    Set.of((UUID[]) row.getArray("runs").getArray())))
        .list();
  }

  /** The documented order: by the column, nulls last, then by id as the index has it. */
  private static List<String> inOrder(CustomerOrder order, List<Expected> customers) {
    boolean value =
        order.column() != CustomerOrder.Column.NAME
            && order.column() != CustomerOrder.Column.CREATED;
    Comparator<Expected> byId = Comparator.comparing(expected -> expected.id().toString());
    if (value != order.descending()) {
      byId = value ? byId.reversed() : byId;
    }
    if (!value && order.descending()) {
      byId = byId.reversed();
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    Comparator<Comparable<?>> natural = (a, b) -> ((Comparable) a).compareTo(b);
    Comparator<Expected> byKey =
        Comparator.comparing(
            (Function<Expected, @Nullable Comparable<?>>) expected -> expected.key(order.column()),
            Comparator.nullsLast(order.descending() ? natural.reversed() : natural));
    return customers.stream()
        .sorted(byKey.thenComparing(byId))
        .map(expected -> expected.id().toString())
        .toList();
  }

  private List<String> forwards(String path, int limit, String... parameters) {
    List<String> ids = new ArrayList<>();
    String after = null;
    do {
      JsonNode page = http.ok(path, with(parameters, limit, "after", after));
      assertThat(page.path("approxRank").asLong(-1)).isEqualTo(ids.size());
      ids.addAll(HttpSetup.texts(page.path("items"), "id"));
      assertThat(page.path("prev").isNull()).isEqualTo(after == null);
      after = page.path("next").isNull() ? null : page.path("next").asString();
    } while (after != null);
    return ids;
  }

  private List<String> backwards(String path, int limit, String... parameters) {
    JsonNode page = http.ok(path, with(parameters, limit, "after", null));
    while (!page.path("next").isNull()) {
      page = http.ok(path, with(parameters, limit, "after", page.path("next").asString()));
    }
    List<String> ids = new ArrayList<>(HttpSetup.texts(page.path("items"), "id"));
    while (!page.path("prev").isNull()) {
      page = http.ok(path, with(parameters, limit, "before", page.path("prev").asString()));
      List<String> before = new ArrayList<>(HttpSetup.texts(page.path("items"), "id"));
      before.addAll(ids);
      ids = before;
    }
    return ids;
  }

  private static String[] with(
      String[] parameters, int limit, String cursor, @Nullable String token) {
    List<String> all = new ArrayList<>(List.of(parameters));
    all.addAll(List.of("limit", String.valueOf(limit)));
    if (token != null) {
      all.addAll(List.of(cursor, token));
    }
    return all.toArray(String[]::new);
  }

  static List<CustomerOrder> orders() {
    return CustomerOrder.all();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void showsEveryCustomerOnceInOrderBothWays(CustomerOrder order) {
    List<String> wanted = inOrder(order, all);
    assertThat(forwards(customers, 33, "sort", order.wireName())).isEqualTo(wanted);
    assertThat(backwards(customers, 33, "sort", order.wireName())).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99, 100, 101, 199, 200, 201})
  void losesNobodyAtTheEdgesOfPages(int size) {
    GeneratedProduct other = new GeneratedProduct(jdbc, http.teamId).with(size);
    http.has(other.productId);
    String path = http.path(other.productId, "/customers");
    List<String> wanted = inOrder(CustomerOrder.parse("-monthly"), expected(other));
    for (int limit : new int[] {1, 100, 200}) {
      if (limit > 1 || size <= 101) {
        assertThat(forwards(path, limit, "sort", "-monthly")).isEqualTo(wanted);
      }
    }
    assertThat(backwards(path, 100, "sort", "-monthly")).isEqualTo(wanted);
    assertThat(http.ok(path + "/count").path("count").asLong()).isEqualTo(size);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void filtersInEveryOrder(CustomerOrder order) {
    filtered(order, "priority:high", it -> it.priority().equals("high"));
    filtered(order, "priority:medium,low", it -> !it.priority().equals("high"));
    filtered(order, "import:" + product.secondRun, it -> it.runs().contains(product.secondRun));
    filtered(order, "source:" + product.shop, it -> it.runs().contains(product.shopRun));
    filtered(order, "source:" + product.excel + "," + product.shop, it -> true);
    filtered(
        order,
        "source:" + product.shop + "~priority:low~import:" + product.secondRun,
        it ->
            it.priority().equals("low")
                && it.runs().containsAll(Set.of(product.shopRun, product.secondRun)));
    filtered(order, "source:" + Ids.next(), it -> false);
  }

  private void filtered(CustomerOrder order, String filter, Predicate<Expected> shown) {
    List<Expected> wanted = all.stream().filter(shown).toList();
    String[] parameters = {"sort", order.wireName(), "f", filter};
    assertThat(forwards(customers, 20, parameters)).as(filter).isEqualTo(inOrder(order, wanted));
    assertThat(backwards(customers, 50, parameters)).as(filter).isEqualTo(inOrder(order, wanted));
    JsonNode count = http.ok(customers + "/count", "f", filter);
    assertThat(count.path("count").asLong()).as(filter).isEqualTo(wanted.size());
    assertThat(count.path("approximate").asBoolean()).isFalse();
    assertThat(count.path("net").path("minor").asString())
        .isEqualTo(String.valueOf(wanted.stream().mapToLong(Expected::net).sum()));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void filtersByWhenTheyWereFirstSeen(CustomerOrder order) {
    filtered(order, "created:2026", it -> true);
    filtered(order, "created:2026-03", it -> seenIn(it, 3));
    filtered(
        order,
        "priority:low~created:2026-03~source:" + product.shop,
        it -> seenIn(it, 3) && it.priority().equals("low") && it.runs().contains(product.shopRun));
    filtered(order, "created:2025", it -> false);
    List<Expected> found =
        all.stream().filter(it -> seenIn(it, 2) && it.name().contains("Müller")).toList();
    String[] parameters = {"sort", order.wireName(), "f", "created:2026-02", "q", "müller"};
    assertThat(forwards(customers, 3, parameters)).isEqualTo(inOrder(order, found));
    assertThat(found).isNotEmpty();
  }

  /** By the product's calendar. */
  private static boolean seenIn(Expected customer, int month) {
    long millis = customer.id().getMostSignificantBits() >>> 16;
    return Instant.ofEpochMilli(millis).atZone(ZoneId.of("Europe/Berlin")).getMonthValue() == month;
  }

  @ParameterizedTest
  @MethodSource("orders")
  void searchesInEveryOrder(CustomerOrder order) {
    for (String text : List.of("müller", "MULLER", "mueller")) {
      searched(order, text, it -> it.name().contains("Müller"));
    }
    searched(order, "anna schm", it -> it.name().startsWith("Anna Schm"));
    searched(order, "schm, anna", it -> it.name().startsWith("Anna Schm"));
    searched(order, "m", it -> (" " + it.name()).contains(" M"));
    searched(order, "firma-nord.de", it -> isAt(it, "firma-nord.de"));
    searched(order, "nobody", it -> false);
    searched(order, "!?", it -> false);
  }

  private boolean isAt(Expected customer, String domain) {
    return jdbc.sql("SELECT count(*) FROM customer WHERE customer_id = ? AND email LIKE ?")
            .params(customer.id(), "%@" + domain)
            .query(Integer.class)
            .single()
        == 1;
  }

  private void searched(CustomerOrder order, String text, Predicate<Expected> found) {
    List<Expected> wanted = all.stream().filter(found).toList();
    String[] parameters = {"sort", order.wireName(), "q", text};
    assertThat(forwards(customers, 20, parameters)).as(text).isEqualTo(inOrder(order, wanted));
    assertThat(http.ok(customers + "/count", "q", text).path("count").asLong())
        .as(text)
        .isEqualTo(wanted.size());
  }

  @Test
  void findsOneByTheWholeAddressHoweverItIsWritten() {
    JsonNode someone = http.ok(customers, "limit", "1").path("items").path(0);
    String email = someone.path("email").asString();
    for (String text :
        List.of(email, email.toUpperCase(java.util.Locale.ROOT), " " + email + " ")) {
      assertThat(HttpSetup.texts(http.ok(customers, "q", text).path("items"), "id"))
          .containsExactly(someone.path("id").asString());
    }
    // Not an address of anyone, so it is searched by its words.
    assertThat(http.ok(customers, "q", email.substring(0, email.length() - 1)).path("items").size())
        .isEqualTo(1);
  }

  @Test
  void showsWhatACustomerIsWorth() {
    JsonNode item =
        http.ok(customers, "limit", "1", "f", "source:" + product.shop).path("items").path(0);
    assertThat(item.path("net").path("currency").asString()).isEqualTo("EUR");
    assertThat(item.path("net").path("minor").isString()).isTrue();
    long net = Long.parseLong(item.path("net").path("minor").asString());
    assertThat(
            Long.parseLong(item.path("gross").path("minor").asString())
                - Long.parseLong(item.path("refunded").path("minor").asString()))
        .isEqualTo(net);
    long perSource = 0;
    for (JsonNode source : item.path("sources")) {
      perSource += Long.parseLong(source.path("net").path("minor").asString());
    }
    assertThat(perSource).isEqualTo(net);
    assertThat(HttpSetup.texts(item.path("sources"), "name"))
        .containsExactlyInAnyOrder("Excel", "Shop");
  }

  @Test
  void showsNobodyWhoIsArchived() {
    GeneratedProduct other = new GeneratedProduct(jdbc, http.teamId).with(40);
    http.has(other.productId);
    search.catchUp(new Figures.ProductKey(other.teamId, other.productId));
    List<String> ids = inOrder(CustomerOrder.parse("name"), expected(other));
    jdbc.sql("UPDATE customer_value SET archived_reason = 'cleanup' WHERE customer_id = ?::uuid")
        .param(ids.getFirst())
        .update();
    String path = http.path(other.productId, "/customers");
    for (CustomerOrder order : CustomerOrder.all()) {
      assertThat(forwards(path, 15, "sort", order.wireName()))
          .hasSize(39)
          .doesNotContain(ids.getFirst());
      assertThat(forwards(path, 15, "sort", order.wireName(), "q", "kunde"))
          .doesNotContain(ids.getFirst());
      assertThat(forwards(path, 15, "sort", order.wireName(), "f", "import:" + other.firstRun))
          .hasSize(39);
    }
    assertThat(http.ok(path + "/count").path("count").asLong()).isEqualTo(39);
    assertThat(
            http.ok(http.path(other.productId, "/value-matrix"))
                .path("totals")
                .path("customers")
                .asLong())
        .isEqualTo(39);
  }

  @Test
  void keepsUnchangedCustomersInPlaceWhileOthersChange() {
    GeneratedProduct other = new GeneratedProduct(jdbc, http.teamId).with(150);
    http.has(other.productId);
    String path = http.path(other.productId, "/customers");
    List<String> ids = inOrder(CustomerOrder.DEFAULT, expected(other));
    Set<String> changed = new HashSet<>();
    List<String> seen = new ArrayList<>();
    String after = null;
    int round = 0;
    do {
      JsonNode page = http.ok(path, with(new String[0], 20, "after", after));
      seen.addAll(HttpSetup.texts(page.path("items"), "id"));
      after = page.path("next").isNull() ? null : page.path("next").asString();
      // One behind and one ahead jump to the other end, the one at the border vanishes.
      for (int index : new int[] {round * 20 + 3, 149 - round * 7, round * 20 + 19}) {
        String id = ids.get(Math.min(149, index));
        changed.add(id);
        jdbc.sql(
                index % 20 == 19
                    ? "DELETE FROM customer_value WHERE customer_id = ?::uuid"
                    : "UPDATE customer_value SET net = -net - gross, gross = -gross, refunded = net"
                        + " WHERE customer_id = ?::uuid")
            .param(id)
            .update();
      }
      round++;
    } while (after != null && round < 20);
    List<String> unchanged = ids.stream().filter(id -> !changed.contains(id)).toList();
    assertThat(seen.stream().filter(id -> !changed.contains(id)).toList()).isEqualTo(unchanged);
  }

  @Test
  void leadsBackFromBehindTheLastCustomer() {
    JsonNode all = http.ok(customers, "limit", "200");
    JsonNode rest = http.ok(customers, "limit", "200", "after", all.path("next").asString());
    String last = HttpSetup.texts(rest.path("items"), "id").getLast();
    String end =
        http.ok(customers + "/seek", "rank", String.valueOf(CUSTOMERS)).path("after").asString();
    JsonNode nothing = http.ok(customers, "after", end);
    assertThat(nothing.path("items").size()).isZero();
    assertThat(nothing.path("next").isNull()).isTrue();
    JsonNode back = http.ok(customers, "limit", "10", "before", nothing.path("prev").asString());
    assertThat(HttpSetup.texts(back.path("items"), "id").getLast()).isEqualTo(last);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void jumpsToARank(CustomerOrder order) {
    List<String> wanted = inOrder(order, all);
    for (int rank : new int[] {0, 1, 57, CUSTOMERS - 45, CUSTOMERS - 1}) {
      JsonNode jump =
          http.ok(customers + "/seek", "rank", String.valueOf(rank), "sort", order.wireName());
      assertThat(jump.path("rank").asLong()).isEqualTo(rank);
      JsonNode page =
          http.ok(
              customers,
              with(
                  new String[] {"sort", order.wireName()},
                  1,
                  "after",
                  rank == 0 ? null : jump.path("after").asString()));
      assertThat(HttpSetup.texts(page.path("items"), "id")).containsExactly(wanted.get(rank));
      assertThat(page.path("approxRank").asLong()).isEqualTo(rank);
    }
  }

  @Test
  void jumpsToAFractionOfAFilteredList() {
    List<String> wanted =
        inOrder(
            CustomerOrder.DEFAULT,
            all.stream().filter(it -> it.runs().contains(product.shopRun)).toList());
    String filter = "source:" + product.shop;
    String after =
        http.ok(customers + "/seek", "fraction", "0.5", "f", filter).path("after").asString();
    assertThat(
            HttpSetup.texts(
                http.ok(customers, "limit", "1", "f", filter, "after", after).path("items"), "id"))
        .containsExactly(wanted.get(wanted.size() / 2));
    JsonNode start = http.ok(customers + "/seek", "fraction", "0", "f", filter);
    assertThat(start.path("after").isNull()).isTrue();
  }

  @Test
  void jumpsFromTheNearestMark() {
    RankMarks marks = new RankMarks(jdbc);
    CustomerOrder order = CustomerOrder.parse("monthly");
    List<String> wanted = inOrder(order, all);
    jdbc.sql("DELETE FROM directory_rank").update();
    marks.mark(product.teamId, product.productId, order, CUSTOMERS * 20L);
    assertThat(jdbc.sql("SELECT count(*) FROM directory_rank").query(Long.class).single())
        .isGreaterThan(10);
    for (int rank : new int[] {1, 3, 4, 5, 100, 190, 229}) {
      JsonNode jump = http.ok(customers + "/seek", "rank", String.valueOf(rank), "sort", "monthly");
      JsonNode page =
          http.ok(
              customers, "limit", "1", "sort", "monthly", "after", jump.path("after").asString());
      assertThat(HttpSetup.texts(page.path("items"), "id")).containsExactly(wanted.get(rank));
    }
    jdbc.sql("DELETE FROM directory_rank").update();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "limit,0,invalid-limit",
        "limit,201,invalid-limit",
        "limit,many,invalid-parameter",
        "sort,gross,unknown-sort",
        "sort,--net,unknown-sort",
        "f,country:DE,unknown-filter",
        "f,net.gt:10,unknown-filter",
        "f,priority,invalid-filter-value",
        "f,priority:,invalid-filter-value",
        "f,priority:urgent,invalid-filter-value",
        "f,priority:high~priority:low,invalid-filter-value",
        "f,source:1,invalid-filter-value",
        "f,import:x~priority:high,invalid-filter-value",
        "after,abc,invalid-cursor",
        "before,%%%,invalid-cursor",
      })
  void refusesWhatItDoesNotOffer(String parameter, String value, String code) {
    JsonNode problem = http.refused(400, customers, parameter, value);
    assertThat(problem.path("code").asString()).isEqualTo(code);
    JsonNode matrix =
        http.refused(400, http.path(product.productId, "/value-matrix"), parameter, value);
    assertThat(matrix.path("code").asString()).isEqualTo(code);
  }

  @Test
  void saysWhatIsAllowed() {
    assertThat(http.refused(400, customers, "sort", "x").path("params").path("allowed").size())
        .isEqualTo(10);
    assertThat(http.refused(400, customers, "f", "x:1").path("params").path("allowed").toString())
        .isEqualTo("[\"priority\",\"source\",\"import\",\"created\"]");
    assertThat(
            http.refused(400, customers, "q", "x".repeat(201))
                .path("params")
                .path("maxLength")
                .asInt())
        .isEqualTo(200);
  }

  @Test
  void speaksGerman() {
    String body =
        HttpSetup.body(
            mvc.get()
                .uri(customers)
                .param("sort", "x")
                .header(HttpHeaders.AUTHORIZATION, io.kundenwert.test.TestTokens.bearer(http.owner))
                .header(HttpHeaders.ACCEPT_LANGUAGE, "de-DE,de;q=0.9")
                .exchange());
    assertThat(body).contains("So lässt sich die Liste nicht sortieren");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-,-", "0.5,3", "1.1,-", "-0.1,-", "NaN,-", "-,-1"})
  void refusesToJumpNowhere(@Nullable String fraction, @Nullable String rank) {
    List<String> parameters = new ArrayList<>();
    if (fraction != null) {
      Collections.addAll(parameters, "fraction", fraction);
    }
    if (rank != null) {
      Collections.addAll(parameters, "rank", rank);
    }
    assertThat(
            http.refused(400, customers + "/seek", parameters.toArray(String[]::new))
                .path("code")
                .asString())
        .isEqualTo("invalid-seek");
  }

  @Test
  void refusesACursorOfAnotherListOrPerson() {
    GeneratedProduct other = new GeneratedProduct(jdbc, http.teamId).with(60);
    http.has(other.productId);
    String cursor = http.ok(customers).path("next").asString();
    http.ok(customers, "after", cursor);
    http.ok(customers, "after", cursor, "sort", "-net", "limit", "7");
    for (String[] foreign :
        new String[][] {{"sort", "net"}, {"sort", "name"}, {"f", "priority:high"}, {"q", "anna"}}) {
      assertThat(
              http.refused(400, customers, foreign[0], foreign[1], "after", cursor)
                  .path("code")
                  .asString())
          .isEqualTo("invalid-cursor");
    }
    assertThat(
            http.refused(400, http.path(other.productId, "/customers"), "after", cursor)
                .path("code")
                .asString())
        .isEqualTo("invalid-cursor");
    char changed = cursor.charAt(40) == 'A' ? 'B' : 'A';
    http.refused(400, customers, "after", cursor.substring(0, 40) + changed + cursor.substring(41));
    HttpSetup colleague = new HttpSetup(mvc, access);
    UUID admin = Ids.next();
    access.apply(
        new io.kundenwert.events.TeamAccess(
            http.teamId,
            1_000_000,
            "active",
            "enterprise",
            List.of(
                new io.kundenwert.events.TeamAccess.Member(http.owner, "owner"),
                new io.kundenwert.events.TeamAccess.Member(http.viewer, "viewer"),
                new io.kundenwert.events.TeamAccess.Member(admin, "admin")),
            List.of(
                new io.kundenwert.events.TeamAccess.Product(product.productId, http.owner),
                new io.kundenwert.events.TeamAccess.Product(other.productId, http.owner))));
    assertThat(colleague.get(admin, customers)).hasStatusOk();
    assertThat(colleague.get(admin, customers, "after", cursor)).hasStatus(400);
  }

  @Test
  void refusesTwoPlacesAtOnce() {
    String cursor = http.ok(customers).path("next").asString();
    assertThat(
            http.refused(400, customers, "after", cursor, "before", cursor).path("code").asString())
        .isEqualTo("conflicting-cursors");
  }

  @Test
  void letsOnlyThoseSeeWhoMay() {
    String someone = http.ok(customers, "limit", "1").path("items").path(0).path("id").asString();
    HttpSetup stranger = new HttpSetup(mvc, access);
    GeneratedProduct foreign = new GeneratedProduct(jdbc, stranger.teamId).with(3);
    stranger.has(foreign.productId);
    for (String rest :
        List.of(
            "/customers",
            "/customers/count",
            "/customers/seek?rank=1",
            "/customers/" + someone,
            "/customers/" + someone + "/value",
            "/value-matrix",
            "/sources")) {
      String path = http.path(product.productId, rest);
      assertThat(http.get(null, path)).as(rest).hasStatus(401);
      boolean masked = rest.startsWith("/customers") && !rest.endsWith("/value");
      assertThat(http.get(http.viewer, path)).as(rest).hasStatus(masked ? 200 : 403);
      assertThat(http.get(stranger.owner, path)).as(rest).hasStatus(404);
      assertThat(http.get(http.owner, http.path(foreign.productId, rest))).as(rest).hasStatus(404);
      assertThat(http.get(http.owner, http.path(Ids.next(), rest))).as(rest).hasStatus(404);
      assertThat(http.get(http.owner, path.replace(http.teamId.toString(), Ids.next().toString())))
          .as(rest)
          .hasStatus(404);
    }
    String foreignCustomer =
        stranger
            .ok(stranger.path(foreign.productId, "/customers"))
            .path("items")
            .path(0)
            .path("id")
            .asString();
    for (String id : List.of(foreignCustomer, Ids.next().toString(), "nobody")) {
      http.refused(404, customers + "/" + id);
      http.refused(404, customers + "/" + id + "/value");
    }
  }

  @Test
  void exportsTheWholeListInItsOrder() throws IOException {
    MvcTestResult answer =
        http.get(http.owner, customers + "/export.csv", "sort", "-net", "lang", "en");
    assertThat(answer).hasStatusOk().hasHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=UTF-8");
    assertThat(answer.getResponse().getHeaders(HttpHeaders.CACHE_CONTROL))
        .singleElement()
        .asString()
        .contains("no-store");
    List<CSVRecord> rows = csv(answer, ',');
    assertThat(rows).hasSize(CUSTOMERS);
    CustomerOrder order = CustomerOrder.parse("-net");
    assertThat(rows.stream().map(row -> row.get("E-mail")).toList())
        .isEqualTo(emails(inOrder(order, all)));
    Map<String, Long> nets = new HashMap<>();
    all.forEach(each -> nets.put(emails(List.of(each.id().toString())).getFirst(), each.net()));
    for (CSVRecord row : rows.subList(0, 20)) {
      assertThat(new BigDecimal(row.get("Net value")).movePointRight(2).longValueExact())
          .isEqualTo(nets.get(row.get("E-mail")));
    }
  }

  @Test
  void exportsForGermansAsTheirSpreadsheetReadsIt() throws IOException {
    List<CSVRecord> rows =
        csv(
            http.get(http.owner, customers + "/export.csv", "f", "priority:high", "lang", "de"),
            ';');
    assertThat(rows).hasSize((int) all.stream().filter(c -> c.priority().equals("high")).count());
    assertThat(rows.getFirst().get("Wert netto")).matches("-?\\d+,\\d\\d");
    assertThat(rows.getFirst().get("Priorität")).isEqualTo("high");
  }

  @Test
  void exportsWhatViewersSeeAndNothingElse() throws IOException {
    MvcTestResult answer =
        http.get(http.viewer, customers + "/export.csv", "sort", "name", "lang", "en");
    List<CSVRecord> rows = csv(answer, ',');
    assertThat(rows).hasSize(CUSTOMERS);
    assertThat(rows.getFirst().toMap().keySet())
        .containsExactlyInAnyOrder(
            "E-mail", "Name", "Company", "Country", "Tags", "Customer since");
    assertThat(rows).allSatisfy(row -> assertThat(row.get("E-mail")).contains("***@"));
    assertThat(http.get(http.viewer, customers + "/export.csv", "sort", "-net")).hasStatus(403);
    assertThat(http.get(http.owner, customers + "/export.csv", "sort", "nonsense")).hasStatus(400);
  }

  @Test
  void exportsTheMatrixWhoseRowsAddUp() throws IOException {
    String path = http.path(product.productId, "/value-matrix/export.csv");
    List<CSVRecord> rows = csv(http.get(http.owner, path, "sort", "-net", "lang", "en"), ',');
    assertThat(rows.stream().map(row -> row.get("E-mail")).toList())
        .isEqualTo(emails(inOrder(CustomerOrder.parse("-net"), all)));
    Map<String, Long> nets = new HashMap<>();
    all.forEach(each -> nets.put(emails(List.of(each.id().toString())).getFirst(), each.net()));
    for (CSVRecord row : rows) {
      BigDecimal total = new BigDecimal(row.get("Net value"));
      assertThat(total.movePointRight(2).longValueExact()).isEqualTo(nets.get(row.get("E-mail")));
      assertThat(number(row.get("Excel")).add(number(row.get("Shop")))).isEqualByComparingTo(total);
      assertThat(row.get("Currency")).isEqualTo("EUR");
    }
    assertThat(rows).anySatisfy(row -> assertThat(row.get("Shop")).isEmpty());
    List<CSVRecord> german =
        csv(http.get(http.owner, path, "f", "source:" + product.shop, "lang", "de"), ';');
    assertThat(german).hasSize(CUSTOMERS / 7);
    assertThat(german.getFirst().get("Shop")).matches("-?\\d+,\\d\\d");
    assertThat(http.get(http.viewer, path)).hasStatus(403);
    assertThat(http.get(http.owner, path, "f", "nonsense:1")).hasStatus(400);
  }

  private static BigDecimal number(String text) {
    return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
  }

  @Test
  void aFileBreaksOffWhenItsReadersAccessEnds() {
    Problem refused = new Problem(HttpStatus.FORBIDDEN, "forbidden");
    Runnable ended =
        () -> {
          throw refused;
        };
    UUID reader = Ids.next();
    for (CustomerExport.Download file :
        List.of(
            export.csv(
                new CustomerDirectory.ListOf(
                    reader, http.teamId, product.productId, CustomerQuery.parse(null, null, null)),
                Locale.ENGLISH,
                ended),
            matrixExport.csv(
                new CustomerDirectory.ListOf(
                    reader, http.teamId, product.productId, CustomerQuery.parse(null, null, null)),
                Locale.ENGLISH,
                ended),
            export.csv(
                new MaskedDirectory.ListOf(
                    reader, http.teamId, product.productId, MaskedQuery.parse(null, null, null)),
                Locale.ENGLISH,
                ended))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThatThrownBy(() -> file.writeTo(out)).isSameAs(refused);
      assertThat(out.toString(UTF_8).lines()).hasSize(1 + CustomerDirectory.MAX_LIMIT);
    }
  }

  @Test
  void exportsCellsThatRunNothing() throws IOException {
    UUID id = all.getFirst().id();
    String before = all.getFirst().name();
    rename(id, "=HYPERLINK(\"x\")");
    try {
      assertThat(
              csv(http.get(http.owner, customers + "/export.csv", "lang", "en"), ',').stream()
                  .map(row -> row.get("Name")))
          .contains("'=HYPERLINK(\"x\")")
          .noneMatch(name -> name.startsWith("="));
    } finally {
      rename(id, before);
    }
  }

  private void rename(UUID id, String name) {
    jdbc.sql("UPDATE customer SET name = ? WHERE product_id = ? AND customer_id = ?")
        .params(name, product.productId, id)
        .update();
  }

  private List<String> emails(List<String> ids) {
    return ids.stream()
        .map(
            id ->
                jdbc.sql("SELECT email FROM customer WHERE product_id = ? AND customer_id = ?")
                    .params(product.productId, UUID.fromString(id))
                    .query(String.class)
                    .single())
        .toList();
  }

  private static List<CSVRecord> csv(MvcTestResult answer, char delimiter) throws IOException {
    assertThat(answer).hasStatusOk();
    String text = new String(answer.getResponse().getContentAsByteArray(), UTF_8);
    assertThat(text).startsWith("\uFEFF");
    return CSVFormat.Builder.create(CSVFormat.RFC4180)
        .setDelimiter(delimiter)
        .setHeader()
        .get()
        .parse(new StringReader(text.substring(1)))
        .getRecords();
  }
}
