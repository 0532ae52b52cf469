package io.kundenwert.customer.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.WithJobsByHand;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.ids.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What viewers see does not depend on what they do not see (D2): everything that can be asked is
 * asked twice, of two states of the data that differ in hidden fields only, and answered the same.
 */
@WithJobsByHand
class MaskingIT {
  private static final int CUSTOMERS = 60;
  private static final Pattern CURSOR = Pattern.compile("\"(next|prev|after)\":\"[^\"]+\"");
  private static final Pattern CORRELATION =
      Pattern.compile("\"(correlationId|instance)\":\"[^\"]*\"");
  private static final String AMOUNT = "98765";

  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private JdbcClient jdbc;
  @Autowired private SearchFiller filler;
  @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;

  private final JsonMapper json = JsonMapper.shared();
  private HttpSetup http;
  private GeneratedProduct product;
  private UUID someone;

  @BeforeEach
  void generate() {
    http = new HttpSetup(mvc, access);
    product = new GeneratedProduct(jdbc, http.teamId).with(CUSTOMERS);
    http.has(product.productId);
    // As people write them: some with a part in common that only the hidden half tells.
    jdbc.sql(
            """
            UPDATE customer SET email = left(email_key, 1) || 'geheim' || email_key
             WHERE product_id = ?
            """)
        .param(product.productId)
        .update();
    fill();
    someone = ids().getFirst();
  }

  private List<UUID> ids() {
    return jdbc.sql("SELECT customer_id FROM customer WHERE product_id = ? ORDER BY customer_id")
        .param(product.productId)
        .query(UUID.class)
        .list();
  }

  private void fill() {
    filler.fill(http.teamId, product.productId, ids());
  }

  /** Changes everything that viewers do not see, and nothing that they see. */
  private void changeWhatIsHidden() {
    jdbc.sql(
            """
            UPDATE customer SET
              email = left(email, 1) || 'anders' || substr(md5(email), 1, 5)
                      || substring(email from '@[^@]*$'),
              phone = '+49 30 ' || substr(md5(email), 1, 6), external_id = md5(email),
              consent = NOT coalesce(consent, false), custom = '{"Schuhgröße": "47"}'
             WHERE product_id = ?
            """)
        .param(product.productId)
        .update();
    jdbc.sql(
            """
            UPDATE customer_value SET
              gross = 9876543 + gross, net = 9876543 + net - 5, refunded = refunded + 5,
              payments = payments + 3, monthly = 98765, priority = 'high',
              last_on = last_on + 1, first_on = first_on - 1, version = version + 1000,
              archived_reason = CASE WHEN payments % 2 = 0 THEN 'cleanup' END,
              archived_until = CASE WHEN payments % 2 = 0 THEN now() + interval '9 days' END
             WHERE product_id = ?
            """)
        .param(product.productId)
        .update();
    jdbc.sql("UPDATE contribution SET gross = gross + 98765, source_id = ? WHERE product_id = ?")
        .params(Ids.next(), product.productId)
        .update();
    fill();
  }

  /** All addresses that can be asked by GET, with the ids of things that are there. */
  private Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    requestMappingHandlerMapping
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping -> {
              Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
              for (String pattern : new TreeSet<>(mapping.getPatternValues())) {
                if (pattern.startsWith("/api/") && methods.contains(RequestMethod.GET)) {
                  addresses.put(
                      pattern,
                      pattern
                          .replace("{teamId}", http.teamId.toString())
                          .replace("{productId}", product.productId.toString())
                          .replace("{customerId}", someone.toString())
                          .replace("{importId}", product.firstRun.toString())
                          .replaceAll("\\{\\w+}", new UUID(7, 7).toString()));
                }
              }
            });
    return addresses;
  }

  private static final List<String> QUESTIONS =
      List.of(
          "",
          "?limit=7",
          "?limit=0",
          "?sort=name",
          "?sort=-name&limit=9",
          "?sort=created",
          "?sort=-created&limit=11",
          "?sort=net",
          "?sort=-monthly",
          "?sort=lastPayment",
          "?sort=nonsense",
          "?f=priority:high",
          "?f=source:00000000-0000-0000-0000-000000000001",
          "?f=import:00000000-0000-0000-0000-000000000001",
          "?f=nonsense:1",
          "?f=created:2026-01",
          "?f=created:2026-01&q=an",
          "?f=created:2026-01~priority:high",
          "?q=an",
          "?q=geheim",
          "?q=anders",
          "?q=example",
          "?q=47",
          "?q=an&sort=name&limit=3",
          "?after=x",
          "?rank=10",
          "?fraction=0.5",
          "?fraction=0.5&sort=name&q=an",
          "?rank=10&sort=net");

  /** Everything that a viewer is answered, in words that are equal for equal answers. */
  private Map<String, String> crawl() {
    Map<String, String> answers = new LinkedHashMap<>();
    addresses()
        .forEach(
            (pattern, address) -> {
              for (String question : QUESTIONS) {
                answers.put(address + question, walked(address + question));
              }
            });
    return answers;
  }

  /** An answer, and of lists all pages forwards and then back again. */
  private String walked(String address) {
    StringBuilder all = new StringBuilder();
    @Nullable String next = ask(address, all);
    for (int page = 0; next != null && page < 30; page++) {
      next = ask(address + (address.contains("?") ? "&" : "?") + "after=" + next, all);
    }
    return all.toString();
  }

  private @Nullable String ask(String address, StringBuilder all) {
    MvcTestResult answer = http.get(http.viewer, address);
    String body = HttpSetup.body(answer);
    all.append(answer.getResponse().getStatus());
    for (String header : List.of("Content-Type", "ETag", "Last-Modified", "Content-Language")) {
      all.append(' ').append(header).append('=').append(answer.getResponse().getHeader(header));
    }
    String same = CURSOR.matcher(body).replaceAll("\"$1\":\"cursor\"");
    all.append(' ').append(CORRELATION.matcher(same).replaceAll("")).append('\n');
    if (answer.getResponse().getStatus() != 200 || !body.startsWith("{")) {
      return null;
    }
    JsonNode page = json.readTree(body);
    return page.path("items").isArray() ? page.path("next").asStringOpt().orElse(null) : null;
  }

  @Test
  void answersDoNotDependOnWhatIsHidden() {
    Map<String, String> before = crawl();
    changeWhatIsHidden();
    Map<String, String> after = crawl();
    assertThat(after.keySet()).isEqualTo(before.keySet()).hasSizeGreaterThan(200);
    after.forEach(
        (address, answer) -> assertThat(answer).as(address).isEqualTo(before.get(address)));
    String list = http.path(product.productId, "/customers");
    assertThat(before.get(list)).startsWith("200").contains("***@");
    assertThat(before.get(list + "?sort=net")).startsWith("403").contains("hidden-field");
  }

  @Test
  void theComparisonWouldNoticeALeak() {
    Map<String, String> before = crawl();
    jdbc.sql("UPDATE customer SET company = company || 'x' WHERE product_id = ?")
        .param(product.productId)
        .update();
    jdbc.sql("UPDATE customer SET company = 'Neu' WHERE product_id = ? AND company IS NULL")
        .param(product.productId)
        .update();
    assertThat(crawl()).isNotEqualTo(before);
  }

  @Test
  void noAnswerHasAnAmountOrAnAddressInIt() {
    changeWhatIsHidden();
    String all = String.join("\n", crawl().values());
    assertThat(all).doesNotContain(AMOUNT, "98.765", "98,765", "987.65", "Schuh", "+49", "anders");
    List<String> addresses =
        jdbc.sql("SELECT email FROM customer WHERE product_id = ?")
            .param(product.productId)
            .query(String.class)
            .list();
    assertThat(addresses).hasSize(CUSTOMERS).noneMatch(all::contains);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?sort=net",
        "?sort=-monthly",
        "?sort=lastPayment",
        "?f=priority:high",
        "?f=created:2026-01~priority:high",
        "?f=source:00000000-0000-0000-0000-000000000001"
      })
  void whatIsHiddenCanNeitherSortNorFilter(String question) {
    for (String what : List.of("/customers", "/customers/seek")) {
      String more = what.endsWith("seek") ? "&rank=1" : "";
      MvcTestResult answer =
          http.get(http.viewer, http.path(product.productId, what + question + more));
      assertThat(answer).hasStatus(403);
      assertThat(HttpSetup.body(answer)).contains("hidden-field");
    }
  }

  @Test
  void listsAreWholeInBothOrdersAndDirections() {
    List<String> expected =
        jdbc.sql("SELECT customer_id::text FROM customer WHERE product_id = ? ORDER BY customer_id")
            .param(product.productId)
            .query(String.class)
            .list();
    for (String sort : List.of("created", "-created", "name", "-name")) {
      List<String> forwards = pages(sort, "after");
      assertThat(forwards).as(sort).containsExactlyInAnyOrderElementsOf(expected);
      if (sort.equals("created")) {
        assertThat(forwards).isEqualTo(expected);
      }
    }
    assertThat(pages("-created", "after")).isEqualTo(expected.reversed());
  }

  @Test
  void whenCustomersWereFirstSeenIsOpenToViewers() {
    for (String period : List.of("2026", "2026-01", "2026-02", "2025")) {
      String path = http.path(product.productId, "/customers/count?f=created:" + period);
      JsonNode count = json.readTree(HttpSetup.body(http.get(http.viewer, path)));
      assertThat(count.path("count").asInt(-1))
          .as(period)
          .isEqualTo(period.startsWith("2026") && !period.endsWith("2") ? CUSTOMERS : 0);
    }
    String page = http.path(product.productId, "/customers?f=created:2026-01&limit=5&sort=name");
    JsonNode items = json.readTree(HttpSetup.body(http.get(http.viewer, page))).path("items");
    assertThat(items).hasSize(5);
  }

  private List<String> pages(String sort, String direction) {
    List<String> ids = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      String path =
          http.path(product.productId, "/customers?limit=13&sort=" + sort)
              + (cursor == null ? "" : "&" + direction + "=" + cursor);
      JsonNode page = json.readTree(HttpSetup.body(http.get(http.viewer, path)));
      page.path("items").forEach(item -> ids.add(item.path("id").asString()));
      cursor = page.path("next").asStringOpt().orElse(null);
    } while (cursor != null);
    return ids;
  }

  @Test
  void aCursorOfOneRoleIsOfNoUseToAnother() {
    String path = http.path(product.productId, "/customers?limit=5&sort=created");
    String masked =
        json.readTree(HttpSetup.body(http.get(http.viewer, path))).path("next").asString();
    String full = http.ok(path).path("next").asString();
    assertThat(http.get(http.viewer, path + "&after=" + masked)).hasStatusOk();
    assertThat(http.get(http.viewer, path + "&after=" + full)).hasStatus(400);
    assertThat(http.get(http.owner, path + "&after=" + masked)).hasStatus(400);
  }

  @Test
  void viewersSearchNamesAndCompaniesAlone() {
    String path = http.path(product.productId, "/customers?q=");
    for (String hidden : List.of("geheim", "example")) {
      assertThat(json.readTree(HttpSetup.body(http.get(http.viewer, path + hidden))).path("items"))
          .as(hidden)
          .isEmpty();
    }
    JsonNode first =
        json.readTree(HttpSetup.body(http.get(http.viewer, path))).path("items").get(0);
    String word = first.path("name").asString().split(" ")[0];
    assertThat(HttpSetup.body(http.get(http.viewer, path + word)))
        .contains(first.path("id").asString());
  }
}
