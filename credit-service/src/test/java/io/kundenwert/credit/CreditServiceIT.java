package io.kundenwert.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kundenwert.credit.ledger.Ledger;
import io.kundenwert.credit.ledger.Movement;
import io.kundenwert.credit.ledger.Spending;
import io.kundenwert.support.lists.ListQuery;
import io.kundenwert.test.TestAccess;
import io.kundenwert.test.TestTokens;
import io.kundenwert.test.TestTopics;
import io.kundenwert.test.WithEngines;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
    classes = {CreditServiceApplication.class, CreditServiceIT.Time.class},
    properties = "spring.config.name=credit-service")
@AutoConfigureMockMvc
@WithEngines("kundenwert_credit")
class CreditServiceIT {
  private static final MovableClock clock = new MovableClock();

  @TestConfiguration
  static class Time {
    @Bean
    Clock clock() {
      return clock;
    }
  }

  private static final class MovableClock extends Clock {
    private final Clock real = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    void move(Duration by) {
      ahead = ahead.plus(by);
    }

    void backToNow() {
      ahead = Duration.ZERO;
    }

    @Override
    public Instant instant() {
      return real.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final JsonMapper json = new JsonMapper();
  private final UUID teamId = UUID.randomUUID();
  private final UUID user = UUID.randomUUID();

  @Autowired MockMvcTester mvc;
  @Autowired Ledger ledger;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  /** News of access are old to whoever is ahead of time. */
  @AfterEach
  void backToNow() {
    clock.backToNow();
  }

  @Test
  void isHealthy() {
    assertThat(mvc.get().uri("/actuator/health/readiness")).hasStatusOk();
  }

  @Test
  void opensATeamsAccountWithItsMonthlyCreditsOnceHoweverOftenTheEventComes() {
    publishTeam(1, 2000);
    publishTeam(1, 2000);
    publishTeam(2, 2000);
    awaitPlanVersion(2);
    assertThat(ledger.balance(teamId).available()).isEqualTo(2000);
    assertThat(count("movement")).isEqualTo(1);
    var balances = TestTopics.records("credit.balances.v1", teamId.toString(), 1);
    assertThat(balances).hasSize(1);
    assertThat(json.readTree(balances.getFirst().value()).at("/available").asLong())
        .isEqualTo(2000);
  }

  @Test
  void grantsEachMonthOnce() {
    ledger.plan(teamId, 1, 2000);
    assertThat(ledger.teamsWithoutThisMonthsGrant()).doesNotContain(teamId);
    clock.move(Duration.ofDays(31));
    try {
      assertThat(ledger.teamsWithoutThisMonthsGrant()).contains(teamId);
      ledger.grantMonth(teamId);
      ledger.grantMonth(teamId);
      assertThat(ledger.teamsWithoutThisMonthsGrant()).doesNotContain(teamId);
      assertThat(ledger.balance(teamId).available()).isEqualTo(4000);
      assertThat(ledger.movements(teamId, ListQuery.of(null, null, null)).items())
          .extracting(Movement::credits)
          .containsExactly(2000L, 2000L);
    } finally {
      clock.move(Duration.ofDays(-31));
    }
  }

  @Test
  void aTeamThatIsGoneGetsNothingAndKeepsItsBooks() {
    publishTeam(3, 2000);
    awaitPlanVersion(3);
    TestTopics.send("team.teams.v1", teamId.toString(), null);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                jdbc.sql("SELECT monthly_credits FROM team_plan WHERE team_id = ?")
                        .param(teamId)
                        .query(Integer.class)
                        .single()
                    == 0);
    // What was told before the end and comes again does not bring the team back.
    ledger.plan(teamId, 3, 2000);
    clock.move(Duration.ofDays(32));
    assertThat(ledger.teamsWithoutThisMonthsGrant()).doesNotContain(teamId);
    assertThat(count("movement")).isEqualTo(1);
  }

  @Test
  void ignoresAnOlderStateOfATeam() {
    ledger.plan(teamId, 5, 100);
    ledger.plan(teamId, 4, 900);
    assertThat(
            jdbc.sql("SELECT monthly_credits FROM team_plan WHERE team_id = ?")
                .param(teamId)
                .query(Integer.class)
                .single())
        .isEqualTo(100);
  }

  @Test
  void spendsOncePerKey() {
    ledger.plan(teamId, 1, 10);
    assertThat(ledger.spend(teamId, "k1", 3, "analysis", user)).isEqualTo(new Spending.Booked(7));
    assertThat(ledger.spend(teamId, "k1", 3, "analysis", user)).isEqualTo(new Spending.Booked(7));
    assertThat(ledger.balance(teamId).available()).isEqualTo(7);
    assertThat(count("movement")).isEqualTo(2);
  }

  @Test
  void refusesWhatIsNotThere() {
    ledger.plan(teamId, 1, 10);
    assertThat(ledger.spend(teamId, "k1", 11, "analysis", user))
        .isEqualTo(new Spending.NotEnough(10));
    assertThat(ledger.spend(UUID.randomUUID(), "k1", 1, "analysis", user))
        .isEqualTo(new Spending.NotEnough(0));
    assertThat(ledger.balance(teamId).available()).isEqualTo(10);
    // A refusal does not use the key up.
    assertThat(ledger.spend(teamId, "k1", 10, "analysis", user)).isEqualTo(new Spending.Booked(0));
  }

  @Test
  void neverOverdrawsUnderConcurrency() throws Exception {
    ledger.plan(teamId, 1, 100);
    List<Future<Spending>> wishes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 160; i++) {
        // Every key comes twice, at about the same time.
        String key = "k" + i / 2;
        wishes.add(threads.submit(() -> ledger.spend(teamId, key, 3, "analysis", user)));
      }
    }
    long booked = 0;
    for (Future<Spending> wish : wishes) {
      booked += wish.get() instanceof Spending.Booked ? 1 : 0;
    }
    assertThat(ledger.balance(teamId).available()).isEqualTo(1);
    assertThat(count("movement")).isEqualTo(34);
    assertThat(booked).isBetween(33L, 66L);
    assertThat(
            jdbc.sql("SELECT sum(amount) FROM posting WHERE team_id = ?")
                .param(teamId)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void booksThatDoNotBalanceCannotBeCommitted() {
    ledger.plan(teamId, 1, 10);
    TransactionTemplate transaction = new TransactionTemplate(transactions);
    assertThatThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      UUID movement = UUID.randomUUID();
                      movement(movement);
                      posting(movement, "pool", 5);
                    }))
        .hasStackTraceContaining("is not balanced");
    assertThatThrownBy(() -> movement(UUID.randomUUID()))
        .hasStackTraceContaining("has no postings");
    assertThat(ledger.balance(teamId).available()).isEqualTo(10);
  }

  @Test
  void theDatabaseItselfRefusesOverdraftAndRewritingOfHistory() {
    ledger.plan(teamId, 1, 10);
    TransactionTemplate transaction = new TransactionTemplate(transactions);
    assertThatThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      UUID movement = UUID.randomUUID();
                      movement(movement);
                      posting(movement, "pool", -11);
                      posting(movement, "spent", 11);
                    }))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("account_check");
    assertThatThrownBy(
            () ->
                jdbc.sql("UPDATE posting SET amount = 1 WHERE team_id = ?").param(teamId).update())
        .hasStackTraceContaining("append-only");
    assertThatThrownBy(
            () -> jdbc.sql("DELETE FROM movement WHERE team_id = ?").param(teamId).update())
        .hasStackTraceContaining("append-only");
  }

  @Test
  void showsBalanceToMembersAndHistoryToAdmins() {
    UUID owner = UUID.randomUUID();
    UUID member = UUID.randomUUID();
    UUID viewer = UUID.randomUUID();
    ledger.plan(teamId, 1, 10);
    for (int i = 0; i < 4; i++) {
      ledger.spend(teamId, "k" + i, 1, "analysis", member);
    }
    TestAccess.publish(
        teamId, Map.of(owner, "owner", member, "member", viewer, "viewer"), Map.of());
    String credits = "/api/v1/teams/" + teamId + "/credits";
    Awaitility.await().until(() -> get(owner, credits).getResponse().getStatus() == 200);
    assertThat(body(get(member, credits)).at("/available").asLong()).isEqualTo(6);
    assertThat(get(viewer, credits)).hasStatus(403);
    assertThat(get(member, credits + "/movements")).hasStatus(403);
    assertThat(get(UUID.randomUUID(), credits)).hasStatus(404);
    JsonNode first = body(get(owner, credits + "/movements?limit=3"));
    assertThat(first.at("/items/0/credits").asLong()).isEqualTo(-1);
    assertThat(first.at("/items/0/userId").asString()).isEqualTo(member.toString());
    JsonNode second =
        body(get(owner, credits + "/movements?limit=3&after=" + first.at("/next").asString()));
    assertThat(second.at("/items").size()).isEqualTo(2);
    assertThat(second.at("/items/1/kind").asString()).isEqualTo("grant");
    assertThat(second.at("/items/1/credits").asLong()).isEqualTo(10);
  }

  private void movement(UUID movement) {
    jdbc.sql("INSERT INTO movement VALUES (?, ?, ?, 'spend', 'x', NULL, now())")
        .params(teamId, movement, movement.toString())
        .update();
  }

  private void posting(UUID movement, String kind, long amount) {
    jdbc.sql("INSERT INTO posting VALUES (?, ?, ?, ?)")
        .params(teamId, movement, kind, amount)
        .update();
  }

  private long count(String table) {
    return jdbc.sql("SELECT count(*) FROM " + table + " WHERE team_id = ?")
        .param(teamId)
        .query(Long.class)
        .single();
  }

  private void publishTeam(long version, int monthlyCredits) {
    TestTopics.send(
        "team.teams.v1",
        teamId.toString(),
        "{\"teamId\":\"%s\",\"version\":%d,\"name\":\"T\",\"plan\":\"enterprise\",\"monthlyCredits\":%d}"
            .formatted(teamId, version, monthlyCredits));
  }

  private void awaitPlanVersion(long version) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                jdbc.sql("SELECT count(*) FROM team_plan WHERE team_id = ? AND version = ?")
                        .params(teamId, version)
                        .query(Long.class)
                        .single()
                    == 1);
  }

  private MvcTestResult get(UUID caller, String uri) {
    return mvc.get().uri(uri).header("Authorization", TestTokens.bearer(caller)).exchange();
  }

  private JsonNode body(MvcTestResult result) {
    return json.readTree(result.getResponse().getContentAsByteArray());
  }
}
