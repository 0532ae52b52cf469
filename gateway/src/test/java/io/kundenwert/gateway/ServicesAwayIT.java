package io.kundenwert.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What callers see of services that are away, slow or broken; each test has a service of its own.
 */
@SpringBootTest(
    classes = GatewayApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=gateway",
      "KUNDENWERT_GATEWAY_SECRET=" + IdentityDouble.SECRET,
      "KUNDENWERT_CREDIT_URL=http://localhost:1",
      "kundenwert.gateway.timeouts.call=1s",
      "resilience4j.circuitbreaker.configs.default.sliding-window-size=6",
      "resilience4j.circuitbreaker.configs.default.minimum-number-of-calls=6",
      "resilience4j.circuitbreaker.configs.default.wait-duration-in-open-state=500ms"
    })
class ServicesAwayIT {
  private static final String TEAM = "/api/v1/teams/" + UUID.randomUUID();
  private static final String PRODUCT = TEAM + "/products/" + UUID.randomUUID();

  private static final ServiceDouble imports = new ServiceDouble();
  private static final ServiceDouble customers = new ServiceDouble();
  private static final ServiceDouble teams = new ServiceDouble();
  private static final ServiceDouble notifications = new ServiceDouble();
  private static final IdentityDouble identity = IdentityDouble.at(teams);

  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  @LocalServerPort int port;
  @Autowired CircuitBreakerRegistry breakers;

  @DynamicPropertySource
  static void services(DynamicPropertyRegistry properties) {
    properties.add("KUNDENWERT_IMPORT_URL", imports::url);
    properties.add("KUNDENWERT_CUSTOMER_URL", customers::url);
    properties.add("KUNDENWERT_TEAM_URL", teams::url);
    properties.add("KUNDENWERT_NOTIFICATION_URL", notifications::url);
  }

  /** What one test's service did is not held against the next one's. */
  @BeforeEach
  void reset() {
    breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
  }

  @AfterAll
  static void stop() {
    imports.close();
    customers.close();
    teams.close();
    notifications.close();
  }

  @Test
  void isHealthyWhileTheIdentityProviderIsAway() throws Exception {
    String key = "kw_" + UUID.randomUUID();
    identity.knows(key);
    identity.isAway(true);
    HttpResponse<String> answer =
        send(request(TEAM + "/inbox").setHeader("Authorization", "Bearer " + key));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(json.readTree(answer.body()).at("/params/service").asString())
        .isEqualTo("team-service");
    assertThat(send(request("/actuator/health/readiness")).statusCode()).isEqualTo(200);
    identity.isAway(false);
    teams.answers(exchange -> ServiceDouble.send(exchange, 200, "{}"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                send(request(TEAM + "/products").setHeader("Authorization", "Bearer " + key))
                        .statusCode()
                    == 200);
  }

  @Test
  void saysThatAServiceIsAway() throws Exception {
    HttpResponse<String> answer = send(request(TEAM + "/credits").header("Accept-Language", "de"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    JsonNode problem = json.readTree(answer.body());
    assertThat(problem.at("/code").asString()).isEqualTo("service-unavailable");
    assertThat(problem.at("/title").asString()).isEqualTo("Zurzeit nicht verfügbar");
    assertThat(problem.at("/params/service").asString()).isEqualTo("credit-service");
    assertThat(answer.body()).doesNotContain("localhost:1", "Exception");
  }

  @Test
  void repeatsAGetWhoseConnectionBrokeAndNothingElse() throws Exception {
    // Closes the connection instead of answering, until it was asked often enough.
    notifications.answers(
        exchange -> {
          if (notifications.asked().size() > 1 && exchange.getRequestMethod().equals("GET")) {
            ServiceDouble.send(exchange, 200, "{\"answered\":true}");
          } else {
            exchange.getRequestBody().readAllBytes();
            exchange.close();
          }
        });
    assertThat(send(request(TEAM + "/inbox")).body()).contains("answered");
    assertThat(notifications.asked()).hasSizeGreaterThan(1);
    notifications.asked().clear();
    HttpResponse<String> post =
        send(request(TEAM + "/inbox/1/read").POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(post.statusCode()).isEqualTo(503);
    assertThat(notifications.asked()).hasSize(1);
  }

  @Test
  void givesUpOnASlowCallAndSaysThatItsEffectIsUnknown() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    teams.answers(
        exchange -> {
          awaitQuietly(end);
          exchange.close();
        });
    HttpResponse<String> answer =
        send(request(TEAM + "/products").POST(HttpRequest.BodyPublishers.ofString("{}")));
    end.countDown();
    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(json.readTree(answer.body()).at("/code").asString()).isEqualTo("service-timeout");
    assertThat(teams.asked()).hasSize(1);
  }

  @Test
  void givesUploadsAndStreamsTheTimeThatTheyTake() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    imports.answers(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          boolean upload = exchange.getRequestMethod().equals("POST");
          exchange
              .getResponseHeaders()
              .add("Content-Type", upload ? "application/json" : "text/event-stream");
          if (upload) {
            awaitQuietly(never, 1_500);
          }
          exchange.sendResponseHeaders(upload ? 201 : 200, 0);
          for (int i = 0; i < 3; i++) {
            exchange.getResponseBody().write(("data: " + i + "\n\n").getBytes(UTF_8));
            exchange.getResponseBody().flush();
            if (!upload) {
              awaitQuietly(never, 700);
            }
          }
          exchange.close();
        });
    HttpResponse<String> upload =
        send(
            request(PRODUCT + "/imports")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[3_000_000])));
    assertThat(upload.statusCode()).isEqualTo(201);
    assertThat(send(request(TEAM + "/imports/1/events")).body()).contains("data: 2");
  }

  @Test
  void givesFilesTheTimeThatTheyTakeToBegin() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    HttpHandler slow =
        exchange -> {
          awaitQuietly(never, 1_500);
          ServiceDouble.send(exchange, 200, "\"file\"");
        };
    for (ServiceDouble service : List.of(imports, customers, teams)) {
      service.answers(slow);
    }
    assertThat(send(request(PRODUCT + "/customers/export.csv")).statusCode()).isEqualTo(200);
    assertThat(send(request(PRODUCT + "/value-matrix/export.csv")).statusCode()).isEqualTo(200);
    assertThat(send(request(TEAM + "/imports/1/rejected-rows.csv")).statusCode()).isEqualTo(200);
    assertThat(send(request(TEAM + "/audit/export")).statusCode()).isEqualTo(200);
    // Asked once each: nobody begins a long file again because its first byte is late.
    assertThat(customers.asked()).hasSize(2);
    assertThat(imports.asked()).hasSize(1);
    assertThat(teams.asked()).hasSize(1);
  }

  @Test
  void leavesABrokenServiceAloneAndComesBackToIt() throws Exception {
    customers.answers(exchange -> ServiceDouble.send(exchange, 503, "{\"code\":\"unavailable\"}"));
    for (int i = 0; i < 6; i++) {
      assertThat(send(request(PRODUCT + "/customers")).body()).contains("\"unavailable\"");
    }
    int asked = customers.asked().size();
    HttpResponse<String> refused = send(request(PRODUCT + "/customers"));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("\"service-unavailable\"");
    assertThat(customers.asked()).hasSize(asked);
    customers.answers(exchange -> ServiceDouble.send(exchange, 200, "{\"back\":true}"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> send(request(PRODUCT + "/customers")).body().contains("back"));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    awaitQuietly(latch, 20_000);
  }

  private static void awaitQuietly(CountDownLatch latch, long millis) {
    try {
      boolean ignored = latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer kw_test");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
