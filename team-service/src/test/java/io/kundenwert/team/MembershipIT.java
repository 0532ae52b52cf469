package io.kundenwert.team;

import static io.kundenwert.team.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.support.secrets.Sealer;
import io.kundenwert.team.session.Sessions;
import io.kundenwert.team.team.Teams;
import io.kundenwert.test.TestTopics;
import io.kundenwert.test.WithEngines;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Roles, invitations, ownership, and what goes with whom (D1, D3). */
@SpringBootTest(
    classes = TeamServiceApplication.class,
    properties = {"spring.config.name=team-service", "KUNDENWERT_DEMO=true"})
@AutoConfigureMockMvc
@WithEngines("kundenwert_team")
class MembershipIT {
  private final UUID teamId = UUID.randomUUID();
  private final String team = "/api/v1/teams/" + teamId;

  @Autowired MockMvcTester mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Teams teams;
  @Autowired Sealer sealer;
  @Autowired Sessions sessions;

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

  private MvcTestResult as(String role, String call, @Nullable String body) {
    return http.call(user(role), call, body);
  }

  private String role(String name) {
    return jdbc.sql("SELECT role FROM member WHERE team_id = ? AND user_id = ?")
        .params(teamId, user(name))
        .query(String.class)
        .optional()
        .orElse("none");
  }

  private long owners() {
    return jdbc.sql("SELECT count(*) FROM member WHERE team_id = ? AND role = 'owner'")
        .param(teamId)
        .query(Long.class)
        .single();
  }

  private String invited(String email, String role) {
    MvcTestResult result =
        as("owner", "POST " + team + "/invitations", json("email", email, "role", role));
    assertThat(result).hasStatus(201);
    return Http.body(result).path("id").asString();
  }

  private JsonNode access(int atLeast) {
    return tools.jackson.databind.json.JsonMapper.shared()
        .readTree(
            TestTopics.records("team.access.v1", teamId.toString(), atLeast).getLast().value());
  }

  @Test
  void whoeverFoundsATeamOwnsIt() {
    UUID someone = http.person("Founder");
    MvcTestResult created = http.call(someone, "POST /api/v1/teams", json("name", " Neu "));
    assertThat(created).hasStatus(201);
    JsonNode body = Http.body(created);
    assertThat(body.path("name").asString()).isEqualTo("Neu");
    JsonNode session = Http.body(http.call(someone, "GET /api/v1/session", null));
    assertThat(session.at("/teams/0/role").asString()).isEqualTo("owner");
    assertThat(session.at("/teams/0/actions").toString()).contains("delete-team", "invite-members");
    assertThat(http.status(someone, "POST /api/v1/teams", json("name", " "))).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"owner, 200", "admin, 200", "member, 403", "viewer, 403", "stranger, 404"})
  void ownerAndAdminsRenameTheTeam(String role, int status) {
    MvcTestResult result = as(role, "PUT " + team, json("version", 1, "name", "Neu"));
    assertThat(result).hasStatus(status);
    if (status == 200) {
      assertThat(Http.code(as(role, "PUT " + team, json("version", 1, "name", "Alt"))))
          .isEqualTo("stale-version");
    }
  }

  @Test
  void membersSeeEachOtherAndViewersSeeMaskedAddresses() {
    JsonNode list = Http.body(as("member", "GET " + team + "/members", null)).path("items");
    assertThat(list.size()).isEqualTo(4);
    assertThat(list.at("/0/role").asString()).isEqualTo("owner");
    assertThat(list.at("/0/email").asString()).isEqualTo(http.email(user("owner")));
    String masked = as("viewer", "GET " + team + "/members", null).getResponse().toString();
    JsonNode seen = Http.body(as("viewer", "GET " + team + "/members", null)).path("items");
    assertThat(seen.at("/0/email").asString()).isEqualTo("o***@example.com");
    assertThat(masked).doesNotContain(http.email(user("owner")));
    assertThat(as("stranger", "GET " + team + "/members", null)).hasStatus(404);
  }

  @ParameterizedTest
  @CsvSource({"owner, true", "admin, true", "member, false", "viewer, false"})
  void whoManagesMembersSeesWhenEachWasLastActiveOthersOnlyThemselves(String role, boolean all) {
    for (String person : List.of("owner", "admin", "member", "viewer")) {
      sessions.begin(user(person), "192.0.2.1", "Firefox");
      setDay(person, LocalDate.of(2026, 3, 9));
    }
    int seen = 0;
    for (JsonNode member : Http.body(as(role, "GET " + team + "/members", null)).path("items")) {
      boolean self = member.path("id").asString().equals(user(role).toString());
      assertThat(member.has("lastActiveOn")).isEqualTo(all || self);
      assertThat(member.path("lastActiveOn").asString("2026-03-09")).isEqualTo("2026-03-09");
      seen++;
    }
    assertThat(seen).isEqualTo(4);
  }

  @Test
  void whoNeverUsedASessionWasNeverActive() {
    // What the test calls with is no session of here.
    JsonNode list = Http.body(as("owner", "GET " + team + "/members", null)).path("items");
    assertThat(list.size()).isEqualTo(4);
    list.forEach(member -> assertThat(member.has("lastActiveOn")).isFalse());
  }

  @Test
  void theDayOfTheLastUseIsNotedOnceADayAndOutlivesTheSession() {
    String secret = sessions.begin(user("member"), "192.0.2.1", "Firefox").secret();
    assertThat(day("member")).isBetween(today().minusDays(1), today());
    String row = rowVersion("member");
    usedLast("member", Instant.now().minusSeconds(300));
    assertThat(sessions.use(secret, "192.0.2.1")).isPresent();
    sessions.begin(user("member"), "192.0.2.2", "Safari");
    assertThat(rowVersion("member")).isEqualTo(row);
    // Another day.
    setDay("member", today().minusDays(3));
    usedLast("member", Instant.now().minusSeconds(300));
    assertThat(sessions.use(secret, "192.0.2.1")).isPresent();
    assertThat(day("member")).isBetween(today().minusDays(1), today());
    LocalDate day = day("member");
    sessions.endOthers(user("member"), null);
    assertThat(day("member")).isEqualTo(day);
    assertThat(sessions.use(secret, "192.0.2.1")).isEmpty();
    jdbc.sql("DELETE FROM account WHERE user_id = ?").param(user("member")).update();
    assertThat(sessions.lastActiveOn(List.of(user("member")))).isEmpty();
  }

  @Test
  void aLateUseOfAnEarlierDayDoesNotTurnTheDayBack() {
    setDay("member", today().plusDays(1));
    sessions.begin(user("member"), "192.0.2.1", "Firefox");
    assertThat(day("member")).isEqualTo(today().plusDays(1));
  }

  @Test
  void ofManyUsesAtOnceTheFirstNotesTheDay() throws Exception {
    String secret = sessions.begin(user("member"), "192.0.2.1", "Firefox").secret();
    setDay("member", today().minusDays(3));
    usedLast("member", Instant.now().minusSeconds(300));
    List<Callable<Integer>> uses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      uses.add(() -> sessions.use(secret, "192.0.2.1").isPresent() ? 200 : 404);
      uses.add(() -> sessions.begin(user("member"), "192.0.2.2", "Safari").secret().length());
    }
    assertThat(atOnce(uses)).doesNotContain(404);
    assertThat(day("member")).isAfter(today().minusDays(3));
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private LocalDate day(String name) {
    return Objects.requireNonNull(
        sessions.lastActiveOn(List.of(user(name))).get(user(name)), "no day");
  }

  private void setDay(String name, LocalDate day) {
    jdbc.sql(
            """
            INSERT INTO active_day VALUES (?, ?)
            ON CONFLICT (user_id) DO UPDATE SET day = excluded.day
            """)
        .params(user(name), day)
        .update();
  }

  private void usedLast(String name, Instant at) {
    jdbc.sql("UPDATE session SET last_used_at = ? WHERE user_id = ?")
        .params(at.atOffset(ZoneOffset.UTC), user(name))
        .update();
  }

  private String rowVersion(String name) {
    return jdbc.sql("SELECT xmin || ':' || ctid FROM active_day WHERE user_id = ?")
        .param(user(name))
        .query(String.class)
        .single();
  }

  @ParameterizedTest
  @CsvSource({"owner, 204", "admin, 204", "member, 403", "viewer, 403", "stranger, 404"})
  void rolesAreChangedByOwnerAndAdmins(String role, int status) {
    MvcTestResult result =
        as(role, "PATCH " + team + "/members/" + user("member"), json("role", "viewer"));
    assertThat(result).hasStatus(status);
    assertThat(role("member")).isEqualTo(status == 204 ? "viewer" : "member");
  }

  @Test
  void nobodyIsMadeOrUnmadeOwnerByAChangeOfRole() {
    for (String who : List.of("owner", "admin")) {
      String members = "PATCH " + team + "/members/";
      assertThat(Http.code(as(who, members + user("admin"), json("role", "owner"))))
          .isEqualTo("owner-fixed");
      assertThat(Http.code(as(who, members + user("owner"), json("role", "member"))))
          .isEqualTo("owner-fixed");
      assertThat(Http.code(as(who, "DELETE " + team + "/members/" + user("owner"), null)))
          .isEqualTo("owner-fixed");
      assertThat(Http.code(as(who, members + user("member"), json("role", "emperor"))))
          .isEqualTo("role-unknown");
      assertThat(as(who, members + UUID.randomUUID(), json("role", "admin"))).hasStatus(404);
    }
    assertThat(role("owner")).isEqualTo("owner");
    assertThat(owners()).isEqualTo(1);
  }

  @Test
  void theOwnerInheritsTheProductsOfWhoeverLeavesOrOnlyLooksOn() {
    String first = newProduct("member");
    String second = newProduct("admin");
    as("owner", "PATCH " + team + "/members/" + user("member"), json("role", "viewer"));
    assertThat(as("admin", "DELETE " + team + "/members/" + user("admin"), null)).hasStatus(204);
    for (String product : List.of(first, second)) {
      assertThat(creator(product)).isEqualTo(user("owner").toString());
    }
    assertThat(access(5).path("members").toString()).doesNotContain(user("admin").toString());
    assertThat(as("admin", "GET " + team, null)).hasStatus(404);
    Http.messages("role-changed", http.email(user("member")), 1);
  }

  private String newProduct(String role) {
    MvcTestResult created = as(role, "POST " + team + "/products", json("name", "Kurse"));
    assertThat(created).hasStatus(201);
    return Http.body(created).path("id").asString();
  }

  private String creator(String product) {
    return Http.body(as("owner", "GET " + team + "/products/" + product, null))
        .path("createdBy")
        .asString();
  }

  @ParameterizedTest
  @CsvSource({"owner, 204", "admin, 204", "member, 403", "viewer, 403", "stranger, 404"})
  void membersAreRemovedByOwnerAndAdmins(String role, int status) {
    UUID other = http.person("Other");
    jdbc.sql("INSERT INTO member VALUES (?, ?, 'member', now())").params(teamId, other).update();
    assertThat(as(role, "DELETE " + team + "/members/" + other, null)).hasStatus(status);
    if (status == 204) {
      Http.messages("member-removed", http.email(other), 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"owner, 204", "admin, 403", "member, 403", "viewer, 403", "stranger, 404"})
  void onlyTheOwnerHandsTheTeamOver(String role, int status) {
    assertThat(as(role, "POST " + team + "/ownership", json("userId", user("member"))))
        .hasStatus(status);
    assertThat(owners()).isEqualTo(1);
    if (status == 204) {
      assertThat(role("owner")).isEqualTo("admin");
      assertThat(role("member")).isEqualTo("owner");
      assertThat(as("owner", "POST " + team + "/ownership", json("userId", user("admin"))))
          .hasStatus(403);
      Http.messages("ownership-transferred", http.email(user("member")), 1);
    }
  }

  @Test
  void aViewerOrAStrangerCannotBecomeTheOwner() {
    assertThat(
            Http.code(as("owner", "POST " + team + "/ownership", json("userId", user("viewer")))))
        .isEqualTo("viewer-cannot-own");
    assertThat(as("owner", "POST " + team + "/ownership", json("userId", user("stranger"))))
        .hasStatus(404);
  }

  @Test
  void ofManyTransfersAndRemovalsAtOnceExactlyOneOwnerIsLeft() throws Exception {
    for (int round = 0; round < 8; round++) {
      UUID owner =
          jdbc.sql("SELECT user_id FROM member WHERE team_id = ? AND role = 'owner'")
              .param(teamId)
              .query(UUID.class)
              .single();
      List<UUID> others = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        UUID other = http.person("Other");
        jdbc.sql("INSERT INTO member VALUES (?, ?, 'admin', now())").params(teamId, other).update();
        others.add(other);
      }
      List<Callable<Integer>> calls = new ArrayList<>();
      for (UUID other : others) {
        calls.add(() -> http.status(owner, "POST " + team + "/ownership", json("userId", other)));
        calls.add(() -> http.status(owner, "DELETE " + team + "/members/" + other, null));
        calls.add(() -> http.status(other, "DELETE " + team + "/members/" + owner, null));
      }
      assertThat(atOnce(calls)).doesNotContain(500);
      assertThat(owners()).isEqualTo(1);
    }
  }

  private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (Callable<Integer> call : calls) {
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      start.countDown();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
    }
    return statuses;
  }

  @ParameterizedTest
  @CsvSource({"owner, 201", "admin, 201", "member, 403", "viewer, 403", "stranger, 404"})
  void ownerAndAdminsInvite(String role, int status) {
    String body = json("email", "neu@example.com", "role", "member");
    assertThat(as(role, "POST " + team + "/invitations", body)).hasStatus(status);
    assertThat(as(role, "GET " + team + "/invitations", null))
        .hasStatus(status == 201 ? 200 : status);
    String some = invited("andere@example.com", "member");
    String one = team + "/invitations/" + some;
    assertThat(as(role, "POST " + one + "/resend", null)).hasStatus(status == 201 ? 200 : status);
    assertThat(as(role, "DELETE " + one, null)).hasStatus(status == 201 ? 204 : status);
  }

  @Test
  void anInvitationIsAcceptedOnceByTheInvitedAddress() {
    UUID guest = http.person("Gast");
    String email = http.email(guest);
    invited(email, "admin");
    String token = Http.token(sealer, "invitation", email, 1);
    String body = json("token", token);

    JsonNode seen = Http.body(http.call(null, "POST /api/v1/invitations/view", body));
    assertThat(seen.path("role").asString()).isEqualTo("admin");
    assertThat(seen.path("inviter").asString()).isEqualTo("Owner");
    MvcTestResult another = as("stranger", "POST /api/v1/invitations/accept", body);
    assertThat(another).hasStatus(403);
    assertThat(Http.code(another)).isEqualTo("invitation-for-another");
    assertThat(another.getResponse().toString()).doesNotContain(email);

    assertThat(http.call(guest, "POST /api/v1/invitations/accept", body)).hasStatus(200);
    assertThat(http.status(guest, "GET " + team, null)).isEqualTo(200);
    assertThat(http.call(guest, "POST /api/v1/invitations/accept", body)).hasStatus(404);
    assertThat(http.status(null, "POST /api/v1/invitations/view", body)).isEqualTo(404);
    assertThat(http.status(null, "POST /api/v1/invitations/decline", body)).isEqualTo(404);
    Http.messages("invitation-accepted", http.email(user("owner")), 1);
    assertThat(
            Http.code(
                as(
                    "owner",
                    "POST " + team + "/invitations",
                    json("email", email, "role", "viewer"))))
        .isEqualTo("already-member");
  }

  @Test
  void whoInvitedAndTheOwnerAreToldOfANewMemberOnce() {
    for (String inviter : List.of("owner", "admin")) {
      UUID guest = http.person("Gast");
      String email = http.email(guest);
      assertThat(
              as(inviter, "POST " + team + "/invitations", json("email", email, "role", "viewer")))
          .hasStatus(201);
      String body = json("token", Http.token(sealer, "invitation", email, 1));
      assertThat(http.call(guest, "POST /api/v1/invitations/accept", body)).hasStatus(200);
    }
    String owner = http.email(user("owner"));
    assertThat(Http.messages("invitation-accepted", http.email(user("admin")), 1)).hasSize(1);
    assertThat(Http.messages("invitation-accepted", owner, 1)).hasSize(1);
    // Of the member whom the admin invited; of their own guest the owner knows already.
    assertThat(Http.messages("member-joined", owner, 1)).hasSize(1);
  }

  @Test
  void aNewLinkKillsTheOldOneAndARevokedOrExpiredOneIsDead() {
    String email = http.email(http.person("Gast"));
    String id = invited(email, "viewer");
    String old = Http.token(sealer, "invitation", email, 1);
    assertThat(as("owner", "POST " + team + "/invitations/" + id + "/resend", null)).hasStatus(200);
    String fresh = Http.token(sealer, "invitation", email, 2);
    assertThat(fresh).isNotEqualTo(old);
    assertThat(http.status(null, "POST /api/v1/invitations/view", json("token", old)))
        .isEqualTo(404);
    assertThat(http.status(null, "POST /api/v1/invitations/view", json("token", fresh)))
        .isEqualTo(200);
    jdbc.sql("UPDATE invitation SET expires_at = now() WHERE invitation_id = ?::uuid")
        .param(id)
        .update();
    assertThat(http.status(null, "POST /api/v1/invitations/view", json("token", fresh)))
        .isEqualTo(404);
    assertThat(as("owner", "DELETE " + team + "/invitations/" + id, null)).hasStatus(204);
    assertThat(as("owner", "DELETE " + team + "/invitations/" + id, null)).hasStatus(404);
  }

  @Test
  void aDeclinedInvitationIsOverAndMayBeRepeated() {
    invited("nein@example.com", "member");
    String token = Http.token(sealer, "invitation", "nein@example.com", 1);
    assertThat(http.status(null, "POST /api/v1/invitations/decline", json("token", token)))
        .isEqualTo(204);
    assertThat(Http.body(as("owner", "GET " + team + "/invitations", null)).path("items").size())
        .isZero();
    invited("nein@example.com", "member");
    MvcTestResult again =
        as(
            "admin",
            "POST " + team + "/invitations",
            json("email", " NEIN@example.com ", "role", "member"));
    assertThat(Http.code(again)).isEqualTo("already-invited");
    assertThat(Http.body(again).at("/params/invitationId").asString()).isNotEmpty();
  }

  @Test
  void nobodyIsInvitedAsOwnerOrWithANonsenseAddress() {
    String invitations = "POST " + team + "/invitations";
    for (String role : List.of("owner", "OWNER", "")) {
      assertThat(Http.code(as("owner", invitations, json("email", "a@example.com", "role", role))))
          .isEqualTo("role-unknown");
    }
    for (String email :
        List.of("nonsense", "a@b", "a b@example.com", "a@example.com\r\nBcc: x@y.de")) {
      assertThat(Http.code(as("owner", invitations, json("email", email, "role", "member"))))
          .isEqualTo("email-malformed");
    }
  }

  @Test
  void ofAcceptingAndRevokingAtOnceOneFindsTheInvitationEnded() throws Exception {
    for (int round = 0; round < 5; round++) {
      UUID guest = http.person("Gast");
      String id = invited(http.email(guest), "member");
      String body = json("token", Http.token(sealer, "invitation", http.email(guest), 1));
      List<Integer> statuses =
          atOnce(
              List.of(
                  () -> http.status(guest, "POST /api/v1/invitations/accept", body),
                  () -> http.status(guest, "POST /api/v1/invitations/accept", body),
                  () -> http.status(user("owner"), "DELETE " + team + "/invitations/" + id, null)));
      assertThat(statuses.stream().filter(status -> status < 300).count()).isEqualTo(1);
      boolean member = http.status(guest, "GET " + team, null) == 200;
      assertThat(member).isEqualTo(statuses.get(2) != 204);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "owner, 204",
    "admin, 204",
    "creator, 204",
    "member, 403",
    "viewer, 403",
    "stranger, 404"
  })
  void productsAreDeletedAsTheMatrixSays(String role, int status) {
    String product = newProduct(role.equals("creator") ? "member" : "admin");
    String caller = role.equals("creator") ? "member" : role;
    String uri = team + "/products/" + product;
    if (status == 204) {
      assertThat(Http.code(as(caller, "DELETE " + uri + "?name=Falsch", null)))
          .isEqualTo("name-differs");
    }
    assertThat(as(caller, "DELETE " + uri + "?name=Kurse", null)).hasStatus(status);
    if (status == 204) {
      assertThat(as("owner", "GET " + uri, null)).hasStatus(404);
      assertThat(TestTopics.records("team.products.v1", product, 2).getLast().value()).isNull();
      assertThat(access(3).path("products").size()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"owner, 204", "admin, 204", "member, 403", "viewer, 403", "stranger, 404"})
  void productsAreGivenToOthersByOwnerAndAdmins(String role, int status) {
    String product = newProduct("owner");
    String call = "POST " + team + "/products/" + product + "/creator";
    assertThat(as(role, call, json("userId", user("member")))).hasStatus(status);
    if (status == 204) {
      assertThat(creator(product)).isEqualTo(user("member").toString());
      assertThat(Http.code(as(role, call, json("userId", user("viewer")))))
          .isEqualTo("creator-role");
      assertThat(Http.code(as(role, call, json("userId", user("stranger")))))
          .isEqualTo("creator-role");
      Http.messages("product-transferred", http.email(user("member")), 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"owner, 204", "admin, 403", "member, 403", "viewer, 403", "stranger, 404"})
  void onlyTheOwnerDeletesTheTeamAndSaysItsName(String role, int status) {
    String product = newProduct("owner");
    invited("neu@example.com", "member");
    MvcTestResult look = as(role, "GET " + team + "/deletion", null);
    assertThat(look).hasStatus(status == 204 ? 200 : status);
    if (status == 204) {
      assertThat(Http.body(look).path("products").asInt()).isEqualTo(1);
      assertThat(Http.body(look).path("members").asInt()).isEqualTo(4);
      assertThat(Http.body(look).path("invitations").asInt()).isEqualTo(1);
      assertThat(Http.code(as(role, "DELETE " + team + "?name=Falsch", null)))
          .isEqualTo("name-differs");
    }
    assertThat(as(role, "DELETE " + team + "?name=Team " + teamId, null)).hasStatus(status);
    if (status == 204) {
      for (String each : people.keySet()) {
        assertThat(as(each, "GET " + team, null)).hasStatus(404);
      }
      assertThat(access(3).path("status").asString()).isEqualTo("deleted");
      assertThat(TestTopics.records("team.products.v1", product, 2).getLast().value()).isNull();
      assertThat(as("owner", "DELETE " + team + "?name=Team " + teamId, null)).hasStatus(404);
    }
  }

  @Test
  void anotherTeamsThingsAreNotFound() {
    UUID other = UUID.randomUUID();
    teams.found(other, "Other", user("owner"));
    String id = invited("neu@example.com", "member");
    String product = newProduct("owner");
    String foreign = "/api/v1/teams/" + other;
    for (String call :
        List.of(
            "DELETE " + foreign + "/members/" + user("member"),
            "POST " + foreign + "/invitations/" + id + "/resend",
            "DELETE " + foreign + "/invitations/" + id,
            "DELETE " + foreign + "/products/" + product + "?name=Kurse")) {
      assertThat(as("owner", call, null)).as(call).hasStatus(404);
    }
    assertThat(
            as("owner", "PATCH " + foreign + "/members/" + user("member"), json("role", "admin")))
        .hasStatus(404);
  }
}
