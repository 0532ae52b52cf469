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
import tools.jackson.databind.json.JsonMapper;
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

  private String export(String question) {
    return new String(
        http.call(user("owner"), "GET " + team + "/audit/export" + question, null)
            .getResponse()
            .getContentAsByteArray(),
        UTF_8);
  }

  private AuditEntry entry(UUID by, UUID product, String action, String subject, Instant at) {
    return new AuditEntry(
        UUID.randomUUID(),
        teamId,
        product,
        new AuditEntry.Actor(by, "session", null),
        action,
        new AuditEntry.Subject("thing", subject),
        List.of(),
        at,
        null,
        null);
  }

  @Test
  void whatIsExportedIsWhatTheListShowsUnderTheSameConditions() {
    UUID product = UUID.randomUUID();
    Instant noon = Instant.parse("2026-03-09T12:00:00Z");
    log.add(entry(user("admin"), product, "thing.done", "a", noon));
    log.add(entry(user("member"), product, "thing.undone", "b", noon.plusSeconds(86_400)));
    log.add(entry(user("member"), UUID.randomUUID(), "other.done", "a", noon.plusSeconds(9)));
    List<String> questions =
        List.of(
            "userId=" + user("member"),
            "productId=" + product,
            "action=thing",
            "subjectType=thing&subjectId=a",
            "from=2026-03-10T00:00:00Z",
            "to=2026-03-10T00:00:00Z",
            "userId=" + user("member") + "&action=thing");
    for (String question : questions) {
      List<String> seen = new ArrayList<>();
      entries(1, "?" + question).forEach(entry -> seen.add(entry.path("hash").asString()));
      assertThat(seen).as(question).hasSizeBetween(1, 2);
      List<String> rows = export("?" + question).lines().toList();
      assertThat(rows.subList(1, rows.size()).stream().map(row -> row.split("\"")))
          .as(question)
          .extracting(cells -> cells[cells.length - 2])
          .isEqualTo(seen);
      List<String> lines = export("?format=json&" + question).lines().toList();
      assertThat(lines.subList(1, lines.size()))
          .as(question)
          .extracting(line -> JsonMapper.shared().readTree(line).path("hash").asString())
          .isEqualTo(seen);
    }
    // Of another team's log nothing, whatever is asked for.
    UUID other = UUID.randomUUID();
    teams.found(other, "Other", user("stranger"));
    String question = "/audit/export?subjectType=thing";
    assertThat(
            http.call(user("stranger"), "GET /api/v1/teams/" + other + question, null)
                .getResponse()
                .getContentAsByteArray())
        .asString(UTF_8)
        .doesNotContain("thing.done");
    assertThat(http.status(user("member"), "GET " + team + question, null)).isEqualTo(403);
    for (String what : List.of("", "/export")) {
      assertThat(http.status(user("owner"), "GET " + team + "/audit" + what + "?userId=x", null))
          .as(what)
          .isEqualTo(404);
      assertThat(http.status(user("owner"), "GET " + team + "/audit" + what + "?from=x", null))
          .as(what)
          .isEqualTo(400);
    }
  }

  @Test
  void aFilteredExportSaysThatItProvesNothingOfTheChainAndTheWholeOneIsAsItWas() {
    log.add(entry(1));
    String columns = "seq,at,user,name,via,action,product,type,id,fields,address,hash";
    assertThat(export("").lines().toList().getFirst()).isEqualTo(columns);
    assertThat(export("").lines().toList().getLast()).endsWith("\"");
    assertThat(export("?format=json").lines())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("{\"seq\":1");
    // Where nothing fits it is said as well.
    assertThat(export("?action=no\"thing&to=2026-03-10T00:00:00Z"))
        .isEqualTo(
            columns
                + ",\"filtered: action=no\"\"thing; to=2026-03-10T00:00:00Z"
                + " (entries are left out: no proof of an unbroken chain)\"\r\n");
    assertThat(export("?action=thing").lines().toList().getLast()).endsWith("\",");
    List<String> lines = export("?format=json&action=thing").lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode opening = JsonMapper.shared().readTree(lines.getFirst());
    assertThat(opening.at("/filtered/action").asString()).isEqualTo("thing");
    assertThat(opening.path("provesChain").asBoolean(true)).isFalse();
    assertThat(disposition("?action=thing")).contains("audit-filtered.csv");
    assertThat(disposition("?format=json")).contains("\"audit.ndjson\"");
  }

  private String disposition(String question) {
    return Objects.requireNonNull(
        http.call(user("owner"), "GET " + team + "/audit/export" + question, null)
            .getResponse()
            .getHeader("Content-Disposition"));
  }

  @Test
  void theExportIsSafeForSpreadsheets() {
    UUID evil = http.person("=cmd()");
    jdbc.sql("INSERT INTO member VALUES (?, ?, 'admin', now())").params(teamId, evil).update();
    rename(evil, 1, "Gut");
    entries(1, "");
    assertThat(export("")).startsWith("seq,at,").contains("\"'=cmd()\"").doesNotContain(",\"=cmd");
  }
}
