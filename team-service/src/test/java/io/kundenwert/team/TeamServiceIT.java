package io.kundenwert.team;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import io.kundenwert.events.EventHeaders;
import io.kundenwert.team.team.Teams;
import io.kundenwert.test.TestTokens;
import io.kundenwert.test.TestTopics;
import io.kundenwert.test.WithEngines;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@SpringBootTest(
    classes = TeamServiceApplication.class,
    properties = {"spring.config.name=team-service", "KUNDENWERT_DEMO=true"})
@AutoConfigureMockMvc
@WithEngines("kundenwert_team")
class TeamServiceIT {
  private static final UUID DEMO_OWNER = UUID.fromString("01990000-0000-7000-8000-000000000001");
  private static final UUID DEMO_TEAM = UUID.fromString("01990000-0000-7000-8000-000000000002");
  private static final UUID DEMO_PRODUCT = UUID.fromString("01990000-0000-7000-8000-000000000003");

  private final JsonMapper json = new JsonMapper();
  private final UUID teamId = UUID.randomUUID();
  private final UUID owner = UUID.randomUUID();
  private final UUID admin = UUID.randomUUID();
  private final UUID member = UUID.randomUUID();
  private final UUID viewer = UUID.randomUUID();

  @Autowired MockMvcTester mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Teams teams;

  @BeforeEach
  void aTeamWithAllRoles() {
    teams.found(teamId, "Team " + teamId, owner);
    Map.of(admin, "admin", member, "member", viewer, "viewer")
        .forEach(
            (user, role) ->
                jdbc.sql("INSERT INTO member VALUES (?, ?, ?, now())")
                    .params(teamId, user, role)
                    .update());
  }

  @Test
  void isHealthy() {
    assertThat(mvc.get().uri("/actuator/health/readiness")).hasStatusOk();
  }

  @Test
  void foundsTheDemoTeamAtStart() {
    JsonNode session = body(get(DEMO_OWNER, "/api/v1/session"));
    assertThat(session.at("/user/id").asString()).isEqualTo(DEMO_OWNER.toString());
    assertThat(session.at("/teams/0/id").asString()).isEqualTo(DEMO_TEAM.toString());
    assertThat(session.at("/teams/0/name").asString()).isEqualTo("Demo-Team");
    assertThat(session.at("/teams/0/products/0/id").asString()).isEqualTo(DEMO_PRODUCT.toString());
    assertThat(session.at("/teams/0/products/0/name").asString()).isEqualTo("Kurse");
    JsonNode product =
        body(get(DEMO_OWNER, "/api/v1/teams/" + DEMO_TEAM + "/products/" + DEMO_PRODUCT));
    assertThat(product.at("/highFrom/minor").asString()).isEqualTo("10000");
    assertThat(product.at("/mediumFrom/minor").asString()).isEqualTo("5000");
  }

  @Test
  void createsAProductThatIsUsableAtOnce() {
    MvcTestResult created = post(member, products(), "{\"name\":\" Kurse \",\"currency\":\"JPY\"}");
    assertThat(created).hasStatus(201);
    JsonNode product = body(created);
    assertThat(created.getResponse().getHeader(HttpHeaders.LOCATION))
        .isEqualTo(products() + "/" + product.at("/id").asString());
    assertThat(product.at("/name").asString()).isEqualTo("Kurse");
    assertThat(product.at("/highFrom/minor").asString()).isEqualTo("100");
    assertThat(product.at("/version").asLong()).isEqualTo(1);
    assertThat(
            put(member, products() + "/" + product.at("/id").asString(), changed(product, "Neu")))
        .hasStatusOk();
  }

  @Test
  void publishesAccessAndProductWithTheChange() {
    String id = body(post(member, products(), "{\"name\":\"Kurse\"}")).at("/id").asString();
    assertThat(newest("team.products.v1", id, 1).at("/name").asString()).isEqualTo("Kurse");
    assertThat(
            new String(
                TestTopics.records("team.products.v1", id, 1)
                    .getLast()
                    .headers()
                    .lastHeader(EventHeaders.TYPE)
                    .value(),
                UTF_8))
        .isEqualTo("team.product.v1");
    JsonNode access = newest("team.access.v1", teamId, 2);
    assertThat(access.at("/products/0/productId").asString()).isEqualTo(id);
    assertThat(access.at("/products/0/createdBy").asString()).isEqualTo(member.toString());
    assertThat(access.at("/members").size()).isEqualTo(4);
    assertThat(newest("team.teams.v1", teamId, 1).at("/monthlyCredits").asInt()).isEqualTo(2000);
  }

  @Test
  void answersOnlyAVerifiedToken() {
    String session = "/api/v1/session";
    Date past = Date.from(Instant.now().minusSeconds(600));
    assertThat(withToken(session, TestTokens.of(owner))).hasStatusOk();
    assertThat(mvc.get().uri(session)).hasStatus(401);
    assertThat(withToken(session, TestTokens.forged(owner))).hasStatus(401);
    assertThat(withToken(session, TestTokens.of(owner, claims -> claims.expirationTime(past))))
        .hasStatus(401);
    assertThat(withToken(session, TestTokens.of(owner, claims -> claims.audience("other"))))
        .hasStatus(401);
    assertThat(withToken(session, TestTokens.of(owner, claims -> claims.issuer("http://other"))))
        .hasStatus(401);
    assertThat(withToken(session, TestTokens.of(owner, claims -> claims.subject("not-an-id"))))
        .hasStatus(401);
    assertThat(withToken(session, unsigned(TestTokens.of(owner)))).hasStatus(401);
    assertThat(withToken(session, "nonsense")).hasStatus(401);
    assertThat(
            mvc.get()
                .uri(session)
                .header("X-User-Id", owner.toString())
                .header("X-Forwarded-User", owner.toString()))
        .hasStatus(401);
  }

  /** The same claims with {@code alg: none} and no signature. */
  private static String unsigned(String token) {
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
    return header + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
  }

  private MvcTestResult withToken(String uri, String token) {
    return mvc.get().uri(uri).header("Authorization", "Bearer " + token).exchange();
  }

  @ParameterizedTest
  @CsvSource({"owner, 201", "admin, 201", "member, 201", "viewer, 403", "stranger, 404"})
  void letsRolesCreateProductsAsTheMatrixSays(String role, int status) {
    MvcTestResult result = post(user(role), products(), "{\"name\":\"Kurse\"}");
    assertThat(result).hasStatus(status);
    if (status != 201) {
      assertThat(body(result).at("/code").asString())
          .isEqualTo(status == 403 ? "forbidden" : "not-found");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "owner, 200",
    "admin, 200",
    "member, 200",
    "creator, 200",
    "viewer, 200",
    "stranger, 404"
  })
  void letsEveryMemberSeeProducts(String role, int status) {
    String product = products() + "/" + aProductOf(member).at("/id").asString();
    assertThat(get(user(role), products())).hasStatus(status);
    assertThat(get(user(role), product)).hasStatus(status);
    assertThat(get(user(role), "/api/v1/teams/" + teamId)).hasStatus(status);
  }

  @ParameterizedTest
  @CsvSource({
    "owner, 200",
    "admin, 200",
    "creator, 200",
    "othermember, 403",
    "viewer, 403",
    "stranger, 404"
  })
  void letsRolesChangeProductsAsTheMatrixSays(String role, int status) {
    JsonNode product = aProductOf(member);
    assertThat(
            put(
                user(role),
                products() + "/" + product.at("/id").asString(),
                changed(product, "Neu")))
        .hasStatus(status);
  }

  @Test
  void hidesOtherTeamsProducts() {
    UUID otherTeam = UUID.randomUUID();
    teams.found(otherTeam, "Other", owner);
    String id = aProductOf(member).at("/id").asString();
    // The owner of both teams does not find the product under the other team either.
    assertThat(get(owner, "/api/v1/teams/" + otherTeam + "/products/" + id)).hasStatus(404);
    assertThat(get(owner, products() + "/" + UUID.randomUUID())).hasStatus(404);
    assertThat(get(owner, products() + "/not-an-id")).hasStatus(404);
    assertThat(get(owner, "/api/v1/teams/" + UUID.randomUUID() + "/products")).hasStatus(404);
  }

  @Test
  void aRemovedMemberIsAStrangerAtOnce() {
    assertThat(get(viewer, products())).hasStatusOk();
    jdbc.sql("DELETE FROM member WHERE user_id = ?").param(viewer).update();
    assertThat(get(viewer, products())).hasStatus(404);
  }

  @Test
  void repeatsTheAnswerForARepeatedIdempotencyKey() {
    MvcTestResult first = post(member, products(), "{\"name\":\"Kurse\"}", "key-1");
    MvcTestResult again = post(member, products(), "{\"name\":\"Kurse\"}", "key-1");
    assertThat(again).hasStatus(201);
    assertThat(body(again)).isEqualTo(body(first));
    assertThat(again.getResponse().getHeader(HttpHeaders.LOCATION))
        .isEqualTo(first.getResponse().getHeader(HttpHeaders.LOCATION));
    assertThat(body(get(member, products())).at("/items").size()).isEqualTo(1);
    MvcTestResult other = post(member, products(), "{\"name\":\"Bücher\"}", "key-1");
    assertThat(other).hasStatus(422);
    assertThat(body(other).at("/code").asString()).isEqualTo("idempotency-key-reused");
    // Another user's key is another key.
    assertThat(post(admin, products(), "{\"name\":\"Bücher\"}", "key-1")).hasStatus(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\" \"} | name-missing | Der Name fehlt | A name is missing",
        "{\"name\":\"K\",\"currency\":\"DEM\"} | currency-unknown | Unbekannte Währung | Unknown currency",
        "{\"name\":\"K\",\"currency\":\"XXX\"} | currency-unknown | Unbekannte Währung | Unknown currency",
        "{\"name\":\"K\",\"timeZone\":\"Berlin\"} | time-zone-unknown | Unbekannte Zeitzone | Unknown time zone",
        "{\"name\":\"K\",\"rankBy\":\"luck\"} | rank-by-unknown | Unbekannte Rangfolge | Unknown way of ranking",
        "{\"name\":\"K\",\"mediumFrom\":{\"minor\":\"10001\",\"currency\":\"EUR\"}} | thresholds-reversed | Schwellen in falscher Reihenfolge | Thresholds in the wrong order",
        "{\"name\":\"K\",\"highFrom\":{\"minor\":\"10000000000001\",\"currency\":\"EUR\"}} | threshold-out-of-range | Schwelle außerhalb der Grenzen | Threshold out of range",
        "{\"name\":\"K\",\"highFrom\":{\"minor\":\"1,5\",\"currency\":\"EUR\"}} | amount-malformed | Der Betrag ist nicht lesbar | The amount cannot be read",
        "{\"name\":\"K\",\"highFrom\":{\"minor\":\"1\",\"currency\":\"USD\"}} | currency-mismatch | Betrag in anderer Währung | Amount in another currency",
        "{\"name\":\"K\",\"outreach\":{\"language\":\"klingon\"}} | language-unknown | Unbekannte Sprache | Unknown language",
        "{\"name\":\"K\",\"outreach\":{\"senderEmail\":\"mia@\"}} | email-malformed | Das ist keine E-Mail-Adresse | This is no e-mail address",
        "{\"name\":\"K\",\"outreach\":{\"senderName\":\"Mia\\r\\nBcc: x\"}} | sender-name-malformed | Der Absendername geht so nicht | The sender's name does not work",
        "{} | invalid-request | Die Anfrage ist nicht gültig | The request is not valid",
        "{\"name\": | unreadable-request | Die Anfrage ist nicht lesbar | The request cannot be read"
      })
  void namesWhatIsWrongInBothLanguages(String request, String code, String german, String english) {
    for (Map.Entry<String, String> title :
        Map.of("de-AT,de;q=0.9", german, "fr", english).entrySet()) {
      MvcTestResult result =
          mvc.post()
              .uri(products())
              .header("Authorization", TestTokens.bearer(owner))
              .header("Accept-Language", title.getKey())
              .contentType(APPLICATION_JSON)
              .content(request)
              .exchange();
      assertThat(result).hasStatus(400).hasContentType("application/problem+json");
      assertThat(body(result).at("/code").asString()).isEqualTo(code);
      assertThat(body(result).at("/title").asString()).isEqualTo(title.getValue());
      assertThat(body(result).at("/detail").asString()).isNotEmpty().doesNotContain("{");
      assertThat(body(result).at("/correlationId").asString()).isNotEmpty();
    }
  }

  @Test
  void refusesANameThatIsTooLong() {
    MvcTestResult result = post(owner, products(), "{\"name\":\"" + "x".repeat(121) + "\"}");
    assertThat(result).hasStatus(400);
    assertThat(body(result).at("/params/max").asInt()).isEqualTo(120);
    assertThat(post(owner, products(), "{\"name\":\"" + "x".repeat(120) + "\"}")).hasStatus(201);
  }

  @Test
  void refusesAChangeOfAnOutdatedVersion() {
    JsonNode product = aProductOf(owner);
    String uri = products() + "/" + product.at("/id").asString();
    JsonNode changed = body(put(owner, uri, changed(product, "Neu")));
    assertThat(changed.at("/version").asLong()).isEqualTo(2);
    MvcTestResult late = put(owner, uri, changed(product, "Zu spät"));
    assertThat(late).hasStatus(409);
    assertThat(body(late).at("/code").asString()).isEqualTo("stale-version");
    assertThat(body(late).at("/params/version").asLong()).isEqualTo(2);
    assertThat(body(get(owner, uri)).at("/name").asString()).isEqualTo("Neu");
    assertThat(newest("team.products.v1", product.at("/id").asString(), 2).at("/version").asLong())
        .isEqualTo(2);
  }

  /** What only the server decides cannot be sent along. */
  @Test
  void whoSendsMoreThanIsAskedForGainsNothing() {
    UUID strange = UUID.randomUUID();
    String more =
        "\"id\":\"%s\",\"teamId\":\"%s\",\"createdBy\":\"%s\",\"role\":\"owner\",\"plan\":\"enterprise\""
            .formatted(strange, UUID.randomUUID(), owner);
    JsonNode product = body(post(member, products(), "{\"name\":\"Kurse\"," + more + "}"));
    assertThat(product.at("/id").asString()).isNotEqualTo(strange.toString());
    assertThat(product.at("/teamId").asString()).isEqualTo(teamId.toString());
    assertThat(product.at("/createdBy").asString()).isEqualTo(member.toString());
    String uri = products() + "/" + product.at("/id").asString();
    ObjectNode change = (ObjectNode) product.deepCopy();
    change.put("createdBy", owner.toString()).put("teamId", UUID.randomUUID().toString());
    assertThat(body(put(member, uri, change.toString())).at("/createdBy").asString())
        .isEqualTo(member.toString());
    JsonNode session = body(get(viewer, "/api/v1/session"));
    assertThat(post(viewer, products(), "{\"name\":\"X\"," + more + "}")).hasStatus(403);
    assertThat(body(get(viewer, "/api/v1/session")).at("/teams")).isEqualTo(session.at("/teams"));
  }

  @Test
  void keepsHowCustomersAreWrittenTo() {
    JsonNode product = aProductOf(member);
    assertThat(product.at("/outreach/language").asString()).isEqualTo("de");
    String uri = products() + "/" + product.at("/id").asString();
    ObjectNode change = (ObjectNode) product;
    change
        .putObject("outreach")
        .put("tone", " Freundlich, per Sie ")
        .put("language", "en")
        .put("senderName", "Mia Brandt")
        .put("senderEmail", "mia@example.com");
    JsonNode changed = body(put(member, uri, change.toString()));
    assertThat(changed.at("/outreach/tone").asString()).isEqualTo("Freundlich, per Sie");
    assertThat(changed.at("/outreach/senderName").asString()).isEqualTo("Mia Brandt");
    // Who says nothing of it leaves it as it is.
    ((ObjectNode) changed).remove("outreach");
    JsonNode renamed = body(put(member, uri, changed(changed, "Neu")));
    assertThat(renamed.at("/outreach/senderEmail").asString()).isEqualTo("mia@example.com");
    assertThat(renamed.at("/outreach/language").asString()).isEqualTo("en");
  }

  @Test
  void keepsTheCurrency() {
    JsonNode product = aProductOf(owner);
    MvcTestResult result =
        put(
            owner,
            products() + "/" + product.at("/id").asString(),
            product.toString().replace("EUR", "USD"));
    assertThat(result).hasStatus(409);
    assertThat(body(result).at("/code").asString()).isEqualTo("currency-fixed");
    assertThat(body(result).at("/detail").asString()).contains("EUR");
  }

  @Test
  void walksBothWaysThroughTheList() {
    for (int i = 0; i < 5; i++) {
      post(owner, products(), "{\"name\":\"P" + i + "\"}");
    }
    JsonNode first = body(get(owner, products() + "?limit=2"));
    JsonNode second = body(get(owner, products() + "?limit=2&after=" + text(first, "/next")));
    JsonNode third = body(get(owner, products() + "?limit=2&after=" + text(second, "/next")));
    assertThat(text(first, "/items/0/name")).isEqualTo("P0");
    assertThat(text(second, "/items/0/name")).isEqualTo("P2");
    assertThat(text(third, "/items/0/name")).isEqualTo("P4");
    assertThat(third.path("next").isNull() || third.path("next").isMissingNode()).isTrue();
    JsonNode back = body(get(owner, products() + "?limit=2&before=" + text(third, "/prev")));
    assertThat(back.at("/items")).isEqualTo(second.at("/items"));
    assertThat(get(owner, products() + "?limit=201")).hasStatus(400);
    assertThat(body(get(owner, products() + "?after=x")).at("/code").asString())
        .isEqualTo("invalid-cursor");
  }

  @Test
  void listsAllowedActionsPerProduct() {
    String own = aProductOf(member).at("/id").asString();
    String foreign = aProductOf(owner).at("/id").asString();
    JsonNode team = body(get(member, "/api/v1/session")).at("/teams/0");
    assertThat(team.at("/role").asString()).isEqualTo("member");
    assertThat(team.at("/actions").toString())
        .contains("create-product", "view-team")
        .doesNotContain("view-credit-history", "edit-product");
    for (JsonNode product : team.at("/products")) {
      boolean isOwn = product.at("/id").asString().equals(own);
      assertThat(product.at("/own").asBoolean()).isEqualTo(isOwn);
      assertThat(product.at("/actions").toString().contains("edit-product")).isEqualTo(isOwn);
      assertThat(product.at("/actions").toString()).contains("view-customers");
    }
    assertThat(team.at("/products").toString()).contains(own, foreign);
    JsonNode asViewer = body(get(viewer, "/api/v1/session")).at("/teams/0");
    assertThat(asViewer.at("/products/0/actions").toString())
        .isEqualTo("[\"list-customers\",\"save-views\"]");
    assertThat(body(get(UUID.randomUUID(), "/api/v1/session")).at("/teams").size()).isZero();
  }

  @Test
  void tellsMembersOnlyTheAccessState() {
    String access = "/internal/v1/teams/" + teamId + "/access";
    JsonNode state = body(get(viewer, access));
    assertThat(state.at("/teamId").asString()).isEqualTo(teamId.toString());
    assertThat(state.at("/members").size()).isEqualTo(4);
    assertThat(get(UUID.randomUUID(), access)).hasStatus(404);
  }

  @Test
  void describesItsApiCompletely() {
    JsonNode api =
        json.readTree(
            mvc.get().uri("/v3/api-docs").exchange().getResponse().getContentAsByteArray());
    assertThat(api.at("/paths").propertyNames())
        .contains("/api/v1/session", "/api/v1/teams/{teamId}/products")
        .noneMatch(path -> path.startsWith("/internal"));
    JsonNode create = api.at("/paths").path("/api/v1/teams/{teamId}/products").path("post");
    assertThat(create.at("/operationId").asString()).isEqualTo("createProduct");
    assertThat(create.at("/responses").propertyNames()).containsExactlyInAnyOrder("201", "default");
    assertThat(create.at("/parameters").toString())
        .contains("Idempotency-Key")
        .doesNotContain("caller");
    assertThat(api.at("/components/schemas/ProductView/required").toString())
        .contains("\"highFrom\"", "\"version\"");
    assertThat(api.at("/components/schemas/NewProduct/required").toString())
        .isEqualTo("[\"name\"]");
    assertThat(api.at("/components/schemas/Problem/required").toString()).contains("\"code\"");
    assertThat(api.at("/components/schemas").propertyNames())
        .doesNotContain("Caller", "ProblemDetail");
  }

  private JsonNode aProductOf(UUID creator) {
    MvcTestResult result = post(creator, products(), "{\"name\":\"Kurse\"}");
    assertThat(result).hasStatus(201);
    return body(result);
  }

  private UUID user(String role) {
    return switch (role) {
      case "owner" -> owner;
      case "admin" -> admin;
      case "member", "creator" -> member;
      case "viewer" -> viewer;
      case "othermember" -> {
        UUID other = UUID.randomUUID();
        jdbc.sql("INSERT INTO member VALUES (?, ?, 'member', now())")
            .params(teamId, other)
            .update();
        yield other;
      }
      default -> UUID.randomUUID();
    };
  }

  private static String text(JsonNode node, String pointer) {
    return node.at(pointer).asString();
  }

  private MvcTestResult post(UUID user, String uri, String body, String idempotencyKey) {
    return mvc.post()
        .uri(uri)
        .header("Authorization", TestTokens.bearer(user))
        .header("Idempotency-Key", idempotencyKey)
        .contentType(APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private String products() {
    return "/api/v1/teams/" + teamId + "/products";
  }

  private String changed(JsonNode product, String name) {
    return product
        .toString()
        .replace("\"" + product.at("/name").asString() + "\"", "\"" + name + "\"");
  }

  private MvcTestResult get(UUID user, String uri) {
    return mvc.get().uri(uri).header("Authorization", TestTokens.bearer(user)).exchange();
  }

  private MvcTestResult post(UUID user, String uri, String body) {
    return mvc.post()
        .uri(uri)
        .header("Authorization", TestTokens.bearer(user))
        .contentType(APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private MvcTestResult put(UUID user, String uri, String body) {
    return mvc.put()
        .uri(uri)
        .header("Authorization", TestTokens.bearer(user))
        .contentType(APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private JsonNode body(MvcTestResult result) {
    return json.readTree(result.getResponse().getContentAsByteArray());
  }

  private JsonNode newest(String topic, Object key, int atLeast) {
    return json.readTree(TestTopics.records(topic, key.toString(), atLeast).getLast().value());
  }
}
