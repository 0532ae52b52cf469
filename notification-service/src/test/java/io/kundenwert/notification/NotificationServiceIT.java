package io.kundenwert.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.test.TestAccess;
import io.kundenwert.test.TestTokens;
import io.kundenwert.test.TestTopics;
import io.kundenwert.test.WithEngines;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
    classes = NotificationServiceApplication.class,
    properties = "spring.config.name=notification-service")
@AutoConfigureMockMvc
@WithEngines("kundenwert_notification")
class NotificationServiceIT {
  private static final String RUNS = "import.runs.v1";

  private final JsonMapper json = new JsonMapper();
  private final UUID teamId = UUID.randomUUID();
  private final UUID productId = UUID.randomUUID();
  private final UUID starter = UUID.randomUUID();
  private final UUID colleague = UUID.randomUUID();
  private final String inbox = "/api/v1/teams/" + teamId + "/inbox";

  @Autowired MockMvcTester mvc;

  @BeforeEach
  void aTeamOfTwo() {
    TestAccess.publish(
        teamId, Map.of(starter, "owner", colleague, "viewer"), Map.of(productId, starter));
    Awaitility.await().until(() -> get(colleague, inbox, "en").getResponse().getStatus() == 200);
  }

  @Test
  void isHealthy() {
    assertThat(mvc.get().uri("/actuator/health/readiness")).hasStatusOk();
  }

  @Test
  void tellsWhoStartedTheImportInTheirLanguage() {
    UUID run = UUID.randomUUID();
    publish(run, "finished", 7, null);
    JsonNode german = awaitUnread(1, "de");
    assertThat(german.at("/items/0/title").asString()).isEqualTo("Import fertig");
    assertThat(german.at("/items/0/text").asString())
        .isEqualTo(
            "12.345 Zeilen wurden gelesen: 12.000 neue Kunden, 300 aktualisiert, 30 unverändert,"
                + " 10 zusammengeführt, 5 abgelehnt.");
    JsonNode english = body(get(starter, inbox, "en"));
    assertThat(english.at("/items/0/text").asString()).startsWith("12,345 rows were read: 12,000");
    assertThat(english.at("/items/0/importId").asString()).isEqualTo(run.toString());
    assertThat(english.at("/items/0/productId").asString()).isEqualTo(productId.toString());
    assertThat(body(get(colleague, inbox, "en")).at("/items").size()).isZero();
  }

  @Test
  void tellsOnceHoweverOftenTheEventComes() {
    UUID run = UUID.randomUUID();
    publish(run, "publishing", 6, null);
    publish(run, "finished", 7, null);
    publish(run, "finished", 7, null);
    publish(run, "finished", 8, null);
    UUID last = UUID.randomUUID();
    publish(last, "failed", 3, "disk-full");
    JsonNode answer = awaitUnread(2, "en");
    assertThat(answer.at("/items").size()).isEqualTo(2);
    assertThat(answer.at("/items/0/kind").asString()).isEqualTo("import-failed");
    assertThat(answer.at("/items/0/text").asString()).contains("(disk-full)");
    String entry = answer.at("/items/1/id").asString();
    assertThat(answer.at("/items/1/kind").asString()).isEqualTo("import-finished");
    var deliveries = TestTopics.records("notification.deliveries.v1", entry, 1);
    assertThat(deliveries).hasSize(1);
    JsonNode delivery = json.readTree(deliveries.getFirst().value());
    assertThat(delivery.at("/userId").asString()).isEqualTo(starter.toString());
    assertThat(delivery.at("/kind").asString()).isEqualTo("import-finished");
    assertThat(delivery.at("/channel").asString()).isEqualTo("inbox");
    assertThat(delivery.at("/status").asString()).isEqualTo("delivered");
  }

  @Test
  void survivesPoisonBetweenGoodRecords() {
    publish(UUID.randomUUID(), "finished", 7, null);
    String key = UUID.randomUUID().toString();
    TestTopics.send(RUNS, key, "");
    TestTopics.send(RUNS, key, "{not json");
    TestTopics.send(RUNS, key, "{\"status\":\"exploded\",\"mode\":\"import\",\"version\":1}");
    TestTopics.send(RUNS, key, null);
    publish(UUID.randomUUID(), "unheard-of", 7, null);
    publish(UUID.randomUUID(), "cancelled", 7, null);
    JsonNode answer = awaitUnread(2, "en");
    assertThat(answer.at("/items").size()).isEqualTo(2);
    assertThat(TestTopics.records("notification-service.dead-letters.v1", key, 2))
        .extracting(record -> record.value())
        .contains("", "{not json");
  }

  @Test
  void forgetsTheEntriesOfATeamThatIsGone() {
    publish(UUID.randomUUID(), "finished", 7, null);
    awaitUnread(1, "en");
    TestTopics.send("team.teams.v1", teamId.toString(), null);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> body(get(starter, inbox, "en")).at("/items").isEmpty());
  }

  @Test
  void marksOnlyTheOwnersEntryAsRead() {
    publish(UUID.randomUUID(), "finished", 7, null);
    String entry = awaitUnread(1, "en").at("/items/0/id").asString();
    assertThat(post(colleague, inbox + "/" + entry + "/read")).hasStatus(404);
    assertThat(post(starter, inbox + "/" + entry + "/read")).hasStatus(204);
    assertThat(post(starter, inbox + "/" + entry + "/read")).hasStatus(204);
    JsonNode answer = body(get(starter, inbox, "en"));
    assertThat(answer.at("/unread").asLong()).isZero();
    assertThat(answer.at("/items/0/read").asBoolean()).isTrue();
  }

  @Test
  void marksAllThatWasSeenAsReadAtOnce() {
    publish(UUID.randomUUID(), "finished", 7, null);
    publish(UUID.randomUUID(), "finished", 7, null);
    String seen = awaitUnread(2, "en").at("/items/0/id").asString();
    publish(UUID.randomUUID(), "finished", 7, null);
    awaitUnread(3, "en");
    assertThat(post(colleague, inbox + "/read?upTo=" + seen)).hasStatus(404);
    assertThat(post(starter, inbox + "/read?upTo=" + seen)).hasStatus(204);
    JsonNode answer = body(get(starter, inbox, "en"));
    assertThat(answer.at("/unread").asLong()).as("what came afterwards").isEqualTo(1);
    assertThat(answer.at("/items/0/read").asBoolean()).isFalse();
    assertThat(answer.at("/items/2/read").asBoolean()).isTrue();
    assertThat(post(starter, inbox + "/read?upTo=nonsense")).hasStatus(404);
  }

  @Test
  void walksBothWaysThroughThePages() {
    for (int i = 0; i < 5; i++) {
      publish(UUID.randomUUID(), "finished", 7, null);
    }
    awaitUnread(5, "en");
    JsonNode first = body(get(starter, inbox + "?limit=2", "en"));
    assertThat(first.at("/items").size()).isEqualTo(2);
    assertThat(first.at("/prev").isMissingNode() || first.at("/prev").isNull()).isTrue();
    JsonNode second = page("after", first.at("/next").asString());
    JsonNode third = page("after", second.at("/next").asString());
    assertThat(third.at("/items").size()).isEqualTo(1);
    assertThat(page("before", second.at("/prev").asString()).at("/items"))
        .isEqualTo(first.at("/items"));
    assertThat(page("before", third.at("/prev").asString()).at("/items"))
        .isEqualTo(second.at("/items"));
    assertThat(get(starter, inbox + "?after=nonsense", "en")).hasStatus(400);
    assertThat(get(starter, inbox + "?limit=0", "en")).hasStatus(400);
  }

  @Test
  void doesNotExistForStrangers() {
    assertThat(get(UUID.randomUUID(), inbox, "en")).hasStatus(404);
  }

  private JsonNode page(String direction, String cursor) {
    return body(get(starter, inbox + "?limit=2&" + direction + "=" + cursor, "en"));
  }

  private void publish(UUID run, String status, long version, @Nullable String failure) {
    TestTopics.send(
        RUNS,
        run.toString(),
        """
        {"runId":"%s","teamId":"%s","productId":"%s","sourceId":"%s","startedBy":"%s",
         "mode":"import","status":"%s","version":%d,"rows":12345,
         "counts":{"published":12340,"created":12000,"updated":300,"unchanged":30,"merged":10,
                   "rejected":5,"rejectedByCode":{"email-missing":5}},
         "startedAt":"2026-11-22T01:00:00Z","endedAt":"2026-11-22T01:01:00Z","failureCode":%s}"""
            .formatted(
                run,
                teamId,
                productId,
                UUID.randomUUID(),
                starter,
                status,
                version,
                failure == null ? "null" : "\"" + failure + "\""));
  }

  private JsonNode awaitUnread(long count, String language) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> body(get(starter, inbox, language)).at("/unread").asLong() >= count);
    return body(get(starter, inbox, language));
  }

  private MvcTestResult get(UUID user, String uri, String language) {
    return mvc.get()
        .uri(uri)
        .header("Authorization", TestTokens.bearer(user))
        .header("Accept-Language", language)
        .exchange();
  }

  private MvcTestResult post(UUID user, String uri) {
    return mvc.post().uri(uri).header("Authorization", TestTokens.bearer(user)).exchange();
  }

  private JsonNode body(MvcTestResult result) {
    return json.readTree(result.getResponse().getContentAsByteArray());
  }
}
