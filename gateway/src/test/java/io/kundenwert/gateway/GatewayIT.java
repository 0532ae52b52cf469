package io.kundenwert.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The gateway with everything of the services on its class path, as in the one-JVM installation.
 */
@SpringBootTest(
    classes = GatewayApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=gateway",
      "KUNDENWERT_GATEWAY_SECRET=" + IdentityDouble.SECRET,
      "kundenwert.gateway.web=classpath:/no-web/"
    })
class GatewayIT {
  private static final String TEAM = "/api/v1/teams/" + UUID.randomUUID();
  private static final String PRODUCT = TEAM + "/products/" + UUID.randomUUID();

  private static final ServiceDouble imports = new ServiceDouble();
  private static final ServiceDouble customers = new ServiceDouble();
  private static final ServiceDouble teams = new ServiceDouble();
  private static final ServiceDouble credits = new ServiceDouble();
  private static final ServiceDouble notifications = new ServiceDouble();
  private static final IdentityDouble identity = IdentityDouble.at(teams);

  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  @LocalServerPort int port;
  @Autowired ApplicationContext context;

  @DynamicPropertySource
  static void services(DynamicPropertyRegistry properties) {
    properties.add("KUNDENWERT_IMPORT_URL", imports::url);
    properties.add("KUNDENWERT_CUSTOMER_URL", customers::url);
    properties.add("KUNDENWERT_TEAM_URL", teams::url);
    properties.add("KUNDENWERT_CREDIT_URL", credits::url);
    properties.add("KUNDENWERT_NOTIFICATION_URL", notifications::url);
  }

  @BeforeEach
  void servicesSayWhoTheyAre() {
    imports.answers(exchange -> ServiceDouble.send(exchange, 200, "{\"service\":\"imports\"}"));
    customers.answers(exchange -> ServiceDouble.send(exchange, 200, "{\"service\":\"customers\"}"));
    teams.answers(exchange -> ServiceDouble.send(exchange, 200, "{\"service\":\"teams\"}"));
    credits.answers(exchange -> ServiceDouble.send(exchange, 200, "{\"service\":\"credits\"}"));
    notifications.answers(
        exchange -> ServiceDouble.send(exchange, 200, "{\"service\":\"notifications\"}"));
  }

  @AfterAll
  static void stop() {
    imports.close();
    customers.close();
    teams.close();
    credits.close();
    notifications.close();
  }

  @Test
  void isHealthy() throws Exception {
    assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
  }

  @Test
  void touchesNoDatabaseAndNoBroker() {
    assertThat(context.getBeanNamesForType(javax.sql.DataSource.class)).isEmpty();
    assertThat(context.containsBean("kafkaTemplate")).isFalse();
    assertThat(context.containsBean("bindingService")).isFalse();
    assertThat(context.containsBean("outbox")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/session, teams",
    "/api/v1/account, teams",
    "/api/v1/account/password, teams",
    "/api/v1/sessions, teams",
    "/api/v1/sessions/1, teams",
    "/api/v1/api-keys, teams",
    "/api/v1/api-keys/1, teams",
    "/api/v1/teams, teams",
    "{team}/members, teams",
    "{team}/members/1, teams",
    "{team}/ownership, teams",
    "{team}/invitations, teams",
    "{team}/invitations/1/resend, teams",
    "{team}/audit, teams",
    "{team}/audit/export, teams",
    "{team}/audit/verification, teams",
    "{product}/creator, teams",
    "{team}, teams",
    "{team}/products, teams",
    "{product}, teams",
    "{product}/imports, imports",
    "{team}/imports/1, imports",
    "{team}/imports/1/mapping, imports",
    "{team}/imports/1/events, imports",
    "{team}/imports/1/rejected-rows.csv, imports",
    "{team}/imports/1/dry-run, imports",
    "{team}/imports/1/dry-run/sample, customers",
    "{product}/customers, customers",
    "{product}/customers/1/value, customers",
    "{product}/value-matrix, customers",
    "{product}/value-matrix/export.csv, customers",
    "{product}/views, customers",
    "{product}/bulk-changes, customers",
    "{product}/sources, customers",
    "{product}/priorities/preview, customers",
    "{team}/imports/1/undo, customers",
    "{team}/imports/1/undo/edited, customers",
    "{team}/credits, credits",
    "{team}/credits/movements, credits",
    "{team}/inbox, notifications",
    "{team}/events, notifications"
  })
  void leadsToTheServiceThatOwnsTheAddress(String path, String service) throws Exception {
    assertThat(json(get(path(path))).at("/service").asString()).isEqualTo(service);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/v1/teams/1/access",
        "/api/v1/teams/x/products",
        "{team}/access",
        "{product}/runs",
        "/api/v1/internal",
        "/actuator/prometheus",
        "/actuator/env",
        "/v3/api-docs",
        "/oauth2/token",
        "/oauth2/authorize",
        "/oauth2/revoke",
        "/.well-known/jwks.json",
        "/login"
      })
  void leadsNowhereElse(String path) throws Exception {
    HttpResponse<String> answer = get(path(path));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).at("/code").asString()).isEqualTo("not-found");
    assertThat(teams.asked()).isEmpty();
    assertThat(customers.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{team}/imports/..%2f..%2f..%2f..%2f..%2finternal",
        "{team}/imports/%2e%2e/%2e%2e/internal",
        "{team}/imports/;/../../internal",
        "{team}/imports//internal"
      })
  void refusesAddressesThatClimb(String path) throws Exception {
    HttpResponse<String> answer = get(path(path));
    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(imports.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer kw_wrong",
        "Bearer ",
        "Basic a3c6",
        "Bearer kw_test2",
        "Bearer kw_test kw_test",
        "kw_test",
        // Tokens are made here and go inwards; from outside they are worth nothing.
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIwMTk5MDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDEifQ.",
        "Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmVk"
      })
  void refusesCallsWithoutAKey(String authorization) throws Exception {
    HttpRequest.Builder request = request("/api/v1/session");
    request.setHeader("Authorization", authorization);
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(json(answer).at("/code").asString()).isEqualTo("unauthenticated");
    assertThat(teams.asked()).isEmpty();
  }

  @Test
  void takesNoTokenOfItsOwnBack() throws Exception {
    for (String stolen : List.of(identity.tokenOf(IdentityDouble.KEY), identity.newSession())) {
      HttpRequest.Builder request = request("/api/v1/session");
      request.setHeader("Authorization", "Bearer " + stolen);
      assertThat(send(request).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void exchangesTheKeyForAToken() throws Exception {
    String key = "kw_" + UUID.randomUUID();
    identity.knows(key);
    HttpRequest.Builder request = request("/api/v1/session");
    request.setHeader("Authorization", "Bearer " + key);
    assertThat(send(request).statusCode()).isEqualTo(200);
    assertThat(send(request).headers().allValues("Set-Cookie")).isEmpty();
    assertThat(teams.lastAsked().headers().get("Authorization"))
        .containsExactly("Bearer " + identity.tokenOf(key));
    assertThat(identity.askedOf(key)).hasSize(1);
    assertThat(identity.askedOf(key).getFirst())
        .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
        .containsEntry("subject_token_type", "urn:kundenwert:token-type:api-key")
        .containsEntry("client_address", "127.0.0.1")
        .doesNotContainKey("purpose");
  }

  @Test
  void asksForALastingTokenForUploads() throws Exception {
    String key = "kw_" + UUID.randomUUID();
    identity.knows(key);
    HttpRequest.Builder request =
        request(PRODUCT + "/imports").POST(HttpRequest.BodyPublishers.ofString("x"));
    request.setHeader("Authorization", "Bearer " + key);
    assertThat(send(request).statusCode()).isEqualTo(200);
    assertThat(identity.askedOf(key)).hasSize(1);
    assertThat(identity.askedOf(key).getFirst()).containsEntry("purpose", "upload");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accounts",
        "accounts/confirm",
        "accounts/confirmation-mails",
        "password-resets",
        "password-resets/complete",
        "invitations/view",
        "invitations/decline"
      })
  void whatIsOpenToAllGoesOnWithoutAnybodysToken(String path) throws Exception {
    identity.asked().clear();
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("{\"token\":\"x\"}");
    HttpRequest.Builder anonymous = anonymous("/api/v1/" + path).POST(body);
    assertThat(send(anonymous).statusCode()).isEqualTo(200);
    assertThat(send(request("/api/v1/" + path).POST(body)).statusCode()).isEqualTo(200);
    assertThat(teams.asked())
        .hasSize(2)
        .allMatch(asked -> !asked.headers().containsKey("Authorization"));
    assertThat(identity.asked()).isEmpty();
    assertThat(send(anonymous("/api/v1/" + path)).statusCode()).isEqualTo(401);
    HttpResponse<String> large =
        send(
            anonymous("/api/v1/" + path)
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[17_000])));
    assertThat(large.statusCode()).isEqualTo(413);
  }

  @Test
  void nobodyAcceptsAnInvitationWithoutASession() throws Exception {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("{}");
    assertThat(send(anonymous("/api/v1/invitations/accept").POST(body)).statusCode())
        .isEqualTo(401);
    assertThat(send(request("/api/v1/invitations/accept").POST(body)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/oauth2/jwks", "/.well-known/openid-configuration"})
  void offersTheKeysThatTokensAreVerifiedWith(String path) throws Exception {
    assertThat(json(send(anonymous(path))).at("/service").asString()).isEqualTo("teams");
    assertThat(teams.lastAsked().headers().keySet()).doesNotContain("Authorization");
    assertThat(send(anonymous(path).POST(HttpRequest.BodyPublishers.ofString("x"))).statusCode())
        .isIn(404, 405);
  }

  @Test
  void letsNoForeignIdentityThrough() throws Exception {
    HttpRequest.Builder request =
        request("/api/v1/session?x=a%20b&y=%26")
            .header("X-User-Id", "someone")
            .header("X-User", "someone")
            .header("X-Client-Address", "10.0.0.1")
            .header("X-Real-IP", "10.0.0.1")
            .header("Proxy-Authorization", "Bearer x")
            .header("X-Forwarded-For", "10.0.0.1")
            .header("X-Forwarded-Host", "evil.example")
            .header("Forwarded", "for=10.0.0.1")
            .header("Cookie", "session=1")
            .header("X-Correlation-Id", "my-id")
            .header("Idempotency-Key", "k1")
            .header("Accept-Language", "de");
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).isEqualTo(200);
    var headers = teams.lastAsked().headers();
    assertThat(headers.keySet())
        .doesNotContain(
            "X-user-id",
            "X-user",
            "X-real-ip",
            "Proxy-authorization",
            "X-forwarded-for",
            "X-forwarded-host",
            "Forwarded",
            "Cookie");
    assertThat(headers.get("X-client-address")).containsExactly("127.0.0.1");
    assertThat(headers.get("Authorization")).hasSize(1);
    assertThat(headers.getFirst("Authorization")).doesNotContain("kw_test");
    assertThat(headers.getFirst("X-correlation-id")).isEqualTo("my-id");
    assertThat(headers.getFirst("Idempotency-key")).isEqualTo("k1");
    assertThat(headers.getFirst("Accept-language")).isEqualTo("de");
    assertThat(answer.headers().allValues("X-Correlation-Id")).containsExactly("my-id");
    assertThat(teams.lastAsked().uri()).isEqualTo("/api/v1/session?x=a%20b&y=%26");
  }

  @Test
  void makesACorrelationIdWhereNoneOrAHarmfulOneCame() throws Exception {
    HttpResponse<String> answer =
        send(request("/api/v1/session").header("X-Correlation-Id", "a b<script>"));
    String id = answer.headers().firstValue("X-Correlation-Id").orElseThrow();
    assertThat(UUID.fromString(id)).isNotNull();
    assertThat(teams.lastAsked().headers().getFirst("X-correlation-id")).isEqualTo(id);
  }

  @Test
  void sendsSecurityHeadersOnce() throws Exception {
    teams.answers(
        exchange -> {
          exchange.getResponseHeaders().add("X-Frame-Options", "SAMEORIGIN");
          exchange.getResponseHeaders().add("X-Correlation-Id", "other");
          exchange.getResponseHeaders().add("Set-Cookie", "a=b");
          ServiceDouble.send(exchange, 200, "{}");
        });
    HttpResponse<String> answer = get("/api/v1/session");
    assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("DENY");
    assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.headers().allValues("X-Correlation-Id")).hasSize(1).doesNotContain("other");
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
  }

  @Test
  void passesEventsOnAsTheyCome() throws Exception {
    CountDownLatch firstSeen = new CountDownLatch(1);
    imports.answers(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          exchange
              .getResponseBody()
              .write(":\n\nid: 1\ndata: a\n\n".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          await(firstSeen);
          exchange.getResponseBody().write("id: 2\ndata: b\n\n".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    HttpResponse<InputStream> answer =
        client.send(
            request(TEAM + "/imports/1/events").header("Last-Event-ID", "7").build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader events =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(events.readLine()).isEqualTo(":");
      assertThat(events.readLine()).isEmpty();
      assertThat(events.readLine()).isEqualTo("id: 1");
      // The double sends its second event only now: the first one was not held back.
      firstSeen.countDown();
      assertThat(events.lines().toList()).contains("id: 2", "data: b");
    }
    assertThat(imports.lastAsked().headers().getFirst("Last-event-id")).isEqualTo("7");
  }

  @Test
  void refusesBodiesThatAreTooLarge() throws Exception {
    // A service that answered before it read the body would be faster than the limit.
    teams.answers(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          ServiceDouble.send(exchange, 200, "{}");
        });
    HttpResponse<String> known =
        send(
            request(TEAM + "/products")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1_100_000])));
    assertThat(known.statusCode()).isEqualTo(413);
    HttpResponse<String> chunked =
        send(
            request(TEAM + "/products")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[1_100_000]))));
    assertThat(chunked.statusCode()).isEqualTo(413);
    assertThat(json(chunked).at("/code").asString()).isEqualTo("too-large");
  }

  @Test
  void refusesHeadersThatAreTooLarge() throws Exception {
    HttpResponse<String> answer =
        send(request("/api/v1/session").header("X-Long", "x".repeat(20_000)));
    assertThat(answer.statusCode()).isIn(400, 431);
    assertThat(teams.asked()).isEmpty();
  }

  @Test
  void tellsProblemsInGermanAndEnglish() throws Exception {
    JsonNode german =
        json(send(request("/api/nothing").header("Accept-Language", "de-DE,en;q=0.5")));
    assertThat(german.at("/title").asString()).isEqualTo("Nicht gefunden");
    assertThat(german.at("/type").asString()).isEqualTo("urn:kundenwert:problem:not-found");
    assertThat(german.at("/correlationId").asString()).isNotEmpty();
    JsonNode english = json(get("/api/nothing"));
    assertThat(english.at("/title").asString()).isEqualTo("Not found");
  }

  @Test
  void passesProblemsOfServicesOnUnchanged() throws Exception {
    teams.answers(
        exchange -> {
          byte[] body = "{\"code\":\"name-missing\"}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
          exchange.sendResponseHeaders(400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    HttpResponse<String> answer =
        send(request(TEAM + "/products").POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/code").asString()).isEqualTo("name-missing");
  }

  @Test
  void showsTheStartPageInBothLanguages() throws Exception {
    assertThat(send(request("/").header("Accept-Language", "de")).body())
        .contains("<html lang=\"de\">", "href=\"/docs\"");
    assertThat(get("/").body()).contains("<html lang=\"en\">", "href=\"/docs\"");
    assertThat(get("/?lang=de").body()).contains("<html lang=\"de\">");
    assertThat(get("/start.css").headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/css");
    assertThat(get("/sign-in").statusCode()).isEqualTo(404);
  }

  @Test
  void showsAllApisOnOnePage() throws Exception {
    HttpClient browser =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    HttpResponse<String> page =
        browser.send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/docs")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("swagger-ui-bundle.js").doesNotContain("//cdn", "https://");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("script-src 'self';");
    assertThat(
            browser
                .send(
                    HttpRequest.newBuilder(page.uri().resolve("swagger-ui-bundle.js")).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body())
        .hasSizeGreaterThan(100_000);
    JsonNode config = json(get("/docs/openapi/gateway/swagger-config"));
    assertThat(config.at("/urls").toString())
        .contains(
            "/docs/openapi.json", "/docs/openapi/team-service", "/docs/openapi/import-service");
  }

  @Test
  void describesEveryServiceAsItIsSeenFromOutside() throws Exception {
    teams.answers(exchange -> ServiceDouble.send(exchange, 200, api("/teams", "string")));
    JsonNode one = json(get("/docs/openapi/team-service"));
    assertThat(one.at("/servers/0/url").asString()).isEqualTo("/");
    assertThat(one.at("/components/securitySchemes/apiKey/scheme").asString()).isEqualTo("bearer");
    assertThat(teams.lastAsked().uri()).isEqualTo("/v3/api-docs");
    assertThat(get("/docs/openapi/evil-service").statusCode()).isEqualTo(404);
  }

  @Test
  void mergesTheDescriptionsAndKeepsDifferentSchemasApart() throws Exception {
    teams.answers(exchange -> ServiceDouble.send(exchange, 200, api("/teams", "string")));
    credits.answers(exchange -> ServiceDouble.send(exchange, 200, api("/credits", "integer")));
    imports.answers(exchange -> ServiceDouble.send(exchange, 200, api("/imports", "integer")));
    customers.answers(exchange -> ServiceDouble.send(exchange, 200, api("/customers", "integer")));
    notifications.answers(exchange -> ServiceDouble.send(exchange, 200, api("/inbox", "integer")));
    JsonNode merged = json(get("/docs/openapi.json"));
    assertThat(merged.at("/paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/teams",
            "/credits",
            "/imports",
            "/customers",
            "/inbox",
            "/api/v1/sign-in",
            "/api/v1/sign-out");
    assertThat(merged.at("/components/schemas").propertyNames())
        .containsExactlyInAnyOrder("Thing", "TeamThing", "SignInAttempt");
    assertThat(merged.at("/components/schemas/TeamThing/type").asString()).isEqualTo("string");
    assertThat(merged.at("/paths").path("/teams").at("/get/schema/$ref").asString())
        .isEqualTo("#/components/schemas/TeamThing");
    assertThat(merged.at("/paths").path("/credits").at("/get/schema/$ref").asString())
        .isEqualTo("#/components/schemas/Thing");
  }

  private static String api(String path, String type) {
    return """
        {"openapi":"3.1.0","servers":[{"url":"http://10.0.0.1"}],
         "paths":{"%s":{"get":{"schema":{"$ref":"#/components/schemas/Thing"}}}},
         "components":{"schemas":{"Thing":{"type":"%s"}}}}"""
        .formatted(path, type);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(20, java.util.concurrent.TimeUnit.SECONDS)) {
        throw new IOException("Nobody read the first event");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  private static String path(String path) {
    return path.replace("{team}", TEAM).replace("{product}", PRODUCT);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer kw_test");
  }

  private HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(HttpResponse<String> answer) {
    return json.readTree(answer.body());
  }
}
