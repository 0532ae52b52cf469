package io.kundenwert.team;

import static io.kundenwert.team.Http.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kundenwert.events.AuditEntry;
import io.kundenwert.team.audit.AuditLog;
import io.kundenwert.team.team.Teams;
import io.kundenwert.test.WithEngines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who changed what, and proof that nobody changed the record of it (D8). */
@SpringBootTest(
    classes = TeamServiceApplication.class,
    properties = {"spring.config.name=team-service", "KUNDENWERT_DEMO=true"})
@AutoConfigureMockMvc
@WithEngines("kundenwert_team")
class AuditIT {
  private final UUID teamId = UUID.randomUUID();
  private final String team = "/api/v1/teams/" + teamId;

  @Autowired MockMvcTester mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Teams teams;
  @Autowired AuditLog log;
  @Autowired TransactionTemplate transaction;

  private Http http;
  private Map<String, UUID> people;

  @BeforeEach
  void aTeamWithAllRoles() {
    http = new Http(mvc, jdbc);
    people = http.members(teams, teamId);
  }

  private UUID user(String role) {
    return Objects.requireNonNull(people.get(role));
  }

  private JsonNode entries(int atLeast, String question) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                Http.body(http.call(user("owner"), "GET " + team + "/audit" + question, null))
                    .path("items"),
            items -> items.size() >= atLeast);
  }

  private void rename(UUID by, int version, String name) {
    assertThat(
            http.status(
                by, "PUT " + team, "{\"version\":" + version + ",\"name\":\"" + name + "\"}"))
        .isEqualTo(200);
  }

  private AuditEntry entry(int number) {
    return new AuditEntry(
        UUID.randomUUID(),
        teamId,
        null,
        new AuditEntry.Actor(user("admin"), "session", null),
        "thing.done",
        new AuditEntry.Subject("thing", "t" + number),
        List.of(),
        Instant.now(),
        null,
        null);
  }

  @Test
  void whoChangedWhatIsThereWithItsValues() {
    rename(user("owner"), 1, "Neuer Name");
    JsonNode found = entries(1, "").get(0);
    assertThat(found.path("action").asString()).isEqualTo("team.renamed");
    assertThat(found.path("userName").asString()).isEqualTo("Owner");
    assertThat(found.at("/fields/0/before").asString()).isEqualTo("Team " + teamId);
    assertThat(found.at("/fields/0/after").asString()).isEqualTo("Neuer Name");
    assertThat(found.path("correlationId").asString()).isNotEmpty();
    http.call(
        user("owner"), "PATCH " + team + "/members/" + user("member"), json("role", "viewer"));
    assertThat(entries(1, "?action=member").get(0).at("/fields/0/after").asString())
        .isEqualTo("viewer");
    assertThat(entries(2, "?userId=" + user("owner")).size()).isEqualTo(2);
    assertThat(entries(0, "?userId=" + user("admin")).size()).isZero();
    // Of somebody who was removed everything stays.
    http.call(user("owner"), "DELETE " + team + "/members/" + user("member"), null);
    assertThat(entries(1, "?subjectId=" + user("member")).size()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void aProductsEntrySaysWhichSettingsWereChanged() {
    String products = team + "/products";
    JsonNode product =
        Http.body(http.call(user("member"), "POST " + products, "{\"name\":\"Kurse\"}"));
    ((ObjectNode) product).put("incentives", "Ein Monat frei").put("rankBy", "net");
    http.call(
        user("member"),
        "PUT " + products + "/" + product.path("id").asString(),
        product.toString());
    JsonNode fields = entries(1, "?action=product.changed").get(0).path("fields");
    assertThat(fields.size()).isEqualTo(2);
    assertThat(fields.at("/0/name").asString()).isEqualTo("incentives");
    assertThat(fields.at("/0/after").asString()).isEqualTo("Ein Monat frei");
    assertThat(fields.at("/1/before").asString()).isEqualTo("gross");
    assertThat(fields.at("/1/after").asString()).isEqualTo("net");
  }

  @ParameterizedTest
  @CsvSource({"owner, 200", "admin, 200", "member, 403", "viewer, 403", "stranger, 404"})
  void ownerAndAdminsReadIt(String role, int status) {
    for (String what : List.of("", "/export", "/export?format=json", "/verification")) {
      assertThat(http.status(user(role), "GET " + team + "/audit" + what, null))
          .as(what)
          .isEqualTo(status);
    }
  }

  @Test
  void theChainHoldsUnderConcurrencyAndRedelivery() throws Exception {
    List<Future<?>> added = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (int i = 0; i < 60; i++) {
        AuditEntry entry = entry(i);
        added.add(threads.submit(() -> log.add(entry)));
        added.add(threads.submit(() -> log.add(entry)));
      }
    }
    for (Future<?> future : added) {
      future.get();
    }
    AuditLog.Verification verified = log.verify(teamId);
    assertThat(verified.entries()).isEqualTo(60);
    assertThat(verified.broken()).isNull();
    JsonNode page = Http.body(http.call(user("owner"), "GET " + team + "/audit?limit=25", null));
    assertThat(page.path("items").size()).isEqualTo(25);
    assertThat(page.path("next").asLong()).isEqualTo(36);
    JsonNode last =
        Http.body(http.call(user("owner"), "GET " + team + "/audit?limit=40&before=36", null));
    assertThat(last.path("items").size()).isEqualTo(35);
    assertThat(last.path("next").isNumber()).isFalse();
  }

  @Test
  void nothingIsChangedOrRemovedUnnoticed() {
    for (int i = 0; i < 5; i++) {
      log.add(entry(i));
    }
    for (String change :
        List.of("UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry")) {
      assertThatThrownBy(() -> jdbc.sql(change + " WHERE team_id = ?").param(teamId).update())
          .hasMessageContaining("append-only");
    }
    // Somebody with all rights on the database goes past the triggers.
    past("UPDATE audit_entry SET via = 'system' WHERE team_id = ? AND seq = 3");
    assertThat(log.verify(teamId).broken()).isEqualTo(3);
  }

  private void past(String change) {
    transaction.executeWithoutResult(
        status -> {
          jdbc.sql("SET LOCAL session_replication_role = replica").update();
          jdbc.sql(change).param(teamId).update();
        });
  }

  @Test
  void aMissingEndIsNoticedToo() {
    for (int i = 0; i < 3; i++) {
      log.add(entry(i));
    }
    past("DELETE FROM audit_entry WHERE team_id = ? AND seq = 3");
    assertThat(log.verify(teamId).broken()).isEqualTo(3);
  }

  @Test
  void aChangedValueIsNoticedThoughTheChainHasOnlyItsCommitment() {
    rename(user("owner"), 1, "Wahr");
    entries(1, "");
    assertThat(log.verify(teamId).broken()).isNull();
    past("UPDATE audit_value SET contents = replace(contents, 'Wahr', 'Falsch') WHERE team_id = ?");
    assertThat(log.verify(teamId).broken()).isEqualTo(1);
  }

  @Test
  void aHeadThatBelongsToAnotherChainIsNoticed() {
    log.add(entry(0));
    past("UPDATE audit_head SET hash = sha256('another') WHERE team_id = ?");
    assertThat(log.verify(teamId).broken()).isEqualTo(1);
  }

  @Test
  void entriesThatComeMeanwhileAreNoSignOfMissingOnes() throws Exception {
    try (ExecutorService adding = Executors.newSingleThreadExecutor()) {
      Future<?> added =
          adding.submit(
              () -> {
                for (int i = 0; i < 300; i++) {
                  log.add(entry(i));
                }
              });
      while (!added.isDone()) {
        assertThat(log.verify(teamId).broken()).isNull();
      }
      added.get();
    }
    assertThat(log.verify(teamId).entries()).isEqualTo(300);
  }

  @Test
  void valuesAreErasedAndTheChainHolds() {
    rename(user("owner"), 1, "Geheim");
    entries(1, "");
    assertThat(log.erase(teamId, "team", teamId.toString())).isEqualTo(1);
    JsonNode field = entries(1, "").get(0).at("/fields/0");
    assertThat(field.path("erased").asBoolean()).isTrue();
    assertThat(field.toString()).doesNotContain("Geheim");
    assertThat(log.verify(teamId).broken()).isNull();
  }

  @Test
  void theExportIsSafeForSpreadsheets() {
    UUID evil = http.person("=cmd()");
    jdbc.sql("INSERT INTO member VALUES (?, ?, 'admin', now())").params(teamId, evil).update();
    rename(evil, 1, "Gut");
    entries(1, "");
    String csv =
        new String(
            http.call(user("owner"), "GET " + team + "/audit/export", null)
                .getResponse()
                .getContentAsByteArray(),
            UTF_8);
    assertThat(csv).startsWith("seq,at,").contains("\"'=cmd()\"").doesNotContain(",\"=cmd");
  }
}
