package io.kundenwert.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.test.TestAccess;
import io.kundenwert.test.TestTokens;
import io.kundenwert.test.TestTopics;
import io.kundenwert.test.WithEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The hints that browsers follow. */
@SpringBootTest(
    classes = NotificationServiceApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "spring.config.name=notification-service")
@WithEngines("kundenwert_notification_live")
class LiveIT {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final UUID teamId = UUID.randomUUID();
  private final UUID productId = UUID.randomUUID();
  private final UUID owner = UUID.randomUUID();
  private final UUID viewer = UUID.randomUUID();
  private final List<Follower> followers = new ArrayList<>();

  @LocalServerPort int port;

  @BeforeEach
  void aTeam() {
    publishTeam(Map.of(owner, "owner", viewer, "viewer"));
    Awaitility.await().until(() -> status(owner) == 200);
  }

  @AfterEach
  void leave() {
    followers.forEach(Follower::close);
  }

  private void publishTeam(Map<UUID, String> roles) {
    TestAccess.publish(teamId, roles, Map.of(productId, owner));
  }

  private HttpRequest request(UUID user) {
    return request(TestTokens.of(user));
  }

  private HttpRequest request(String token) {
    return HttpRequest.newBuilder(
            URI.create("http://localhost:%d/api/v1/teams/%s/events".formatted(port, teamId)))
        .header("Authorization", "Bearer " + token)
        .build();
  }

  private int status(UUID user) {
    try {
      HttpResponse<Stream<String>> response =
          http.send(request(user), HttpResponse.BodyHandlers.ofLines());
      response.body().close();
      return response.statusCode();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** Somebody's browser. */
  private final class Follower implements AutoCloseable {
    final List<JsonNode> hints = new CopyOnWriteArrayList<>();
    private final Thread thread;
    volatile boolean ended;

    Follower(UUID user) {
      this(request(user));
    }

    Follower(HttpRequest request) {
      thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      HttpResponse<Stream<String>> response =
                          http.send(request, HttpResponse.BodyHandlers.ofLines());
                      response
                          .body()
                          .filter(line -> line.startsWith("data:"))
                          .forEach(line -> hints.add(JSON.readTree(line.substring(5))));
                    } catch (IOException | UncheckedIOException | InterruptedException gone) {
                      // The stream broke or the test is over.
                    } finally {
                      ended = true;
                    }
                  });
      followers.add(this);
      awaitHint("all");
    }

    void awaitHint(String kind) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> hints.stream().anyMatch(hint -> hint.path("kind").asString().equals(kind)));
    }

    long count(String kind) {
      return hints.stream().filter(hint -> hint.path("kind").asString().equals(kind)).count();
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }

  private void run(UUID team, String status) {
    UUID run = UUID.randomUUID();
    TestTopics.send(
        "import.runs.v1",
        run.toString(),
        """
        {"runId":"%s","teamId":"%s","productId":"%s","sourceId":"%s","startedBy":"%s",
         "mode":"import","status":"%s","version":7,"rows":1,
         "counts":{"published":1,"created":1,"updated":0,"unchanged":0,"merged":0,"rejected":0,
                   "rejectedByCode":{}},
         "startedAt":"2026-11-22T01:00:00Z","endedAt":"2026-11-22T01:01:00Z"}"""
            .formatted(run, team, productId, UUID.randomUUID(), owner, status));
  }

  private void touched(UUID team) {
    TestTopics.send(
        "customer.touched",
        productId.toString(),
        "{\"teamId\":\"%s\",\"productId\":\"%s\",\"customerIds\":[\"%s\"]}"
            .formatted(team, productId, UUID.randomUUID()));
  }

  @Test
  void tellsOfImportsCustomersAndTheInboxWhomTheyConcern() {
    Follower one = new Follower(owner);
    Follower masked = new Follower(viewer);
    run(teamId, "finished");
    touched(teamId);
    one.awaitHint("imports");
    one.awaitHint("customers");
    one.awaitHint("inbox");
    masked.awaitHint("customers");
    JsonNode hint =
        one.hints.stream()
            .filter(each -> each.path("kind").asString().equals("imports"))
            .findFirst()
            .orElseThrow();
    assertThat(hint.path("productId").asString()).isEqualTo(productId.toString());
    assertThat(hint.path("importId").asString()).isNotBlank();
    // Viewers do not see imports, and the inbox is the owner's.
    assertThat(masked.count("imports")).isZero();
    assertThat(masked.count("inbox")).isZero();
  }

  @Test
  void otherTeamsAreNotHeard() {
    Follower one = new Follower(owner);
    touched(UUID.randomUUID());
    run(UUID.randomUUID(), "finished");
    touched(teamId);
    one.awaitHint("customers");
    assertThat(one.count("customers")).isEqualTo(1);
    assertThat(one.count("imports")).isZero();
    assertThat(status(UUID.randomUUID())).isEqualTo(404);
  }

  @Test
  void manyChangesAreFewHints() {
    Follower one = new Follower(owner);
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      touched(teamId);
    }
    run(teamId, "finished");
    one.awaitHint("imports");
    // However slow the broker is: between two hints that are alike lie 400 ms.
    long most = 2 + (System.nanoTime() - start) / 400_000_000L;
    assertThat(one.count("customers")).isBetween(1L, most);
  }

  @Test
  void aNewRoleIsHintedAtAndAccessThatEndsEndsTheStream() {
    Follower one = new Follower(owner);
    Follower leaving = new Follower(viewer);
    publishTeam(Map.of(owner, "owner", viewer, "member"));
    one.awaitHint("session");
    leaving.awaitHint("session");
    run(teamId, "publishing");
    leaving.awaitHint("imports");
    publishTeam(Map.of(owner, "owner"));
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> leaving.ended);
    assertThat(one.ended).isFalse();
    assertThat(status(viewer)).isEqualTo(404);
  }

  @Test
  void aStreamEndsWithTheTokenThatItWasOpenedWith() {
    Date soon = Date.from(Instant.now().plusSeconds(3));
    Follower brief =
        new Follower(request(TestTokens.of(owner, claims -> claims.expirationTime(soon))));
    Follower other = new Follower(owner);
    Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> brief.ended);
    assertThat(other.ended).isFalse();
  }

  @Test
  void aPersonHasOnlySoManyStreams() {
    UUID many = UUID.randomUUID();
    publishTeam(Map.of(owner, "owner", many, "member"));
    Awaitility.await().until(() -> status(owner) == 200);
    for (int i = 0; i < 50; i++) {
      new Follower(many);
    }
    assertThat(status(many)).isEqualTo(429);
    assertThat(status(owner)).isEqualTo(200);
  }

  @Test
  void whatIsNoHintStopsNobody() {
    Follower one = new Follower(owner);
    TestTopics.send("customer.touched", productId.toString(), "{broken");
    TestTopics.send("customer.touched", productId.toString(), "{}");
    TestTopics.send("import.runs.v1", UUID.randomUUID().toString(), null);
    // A delivery to nobody is no hint to everybody.
    TestTopics.send(
        "notification.deliveries.v1",
        UUID.randomUUID().toString(),
        "{\"teamId\":\"" + teamId + "\",\"channel\":\"inbox\"}");
    touched(teamId);
    one.awaitHint("customers");
    assertThat(one.count("inbox")).isZero();
  }
}
