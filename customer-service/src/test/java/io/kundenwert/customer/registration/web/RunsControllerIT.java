package io.kundenwert.customer.registration.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.customer.merge.WithMerge;
import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.customer.product.ProductsFixture;
import io.kundenwert.customer.product.RankBy;
import io.kundenwert.events.ImportRunState;
import io.kundenwert.events.TeamAccess;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.events.EventRecords;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.test.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WithMerge
class RunsControllerIT {
  private static final String SHA = "0123456789abcdef".repeat(4);

  private final UUID owner = Ids.next();
  private final UUID member = Ids.next();
  private final UUID viewer = Ids.next();
  private final UUID teamId = Ids.next();
  private final UUID productId = Ids.next();

  @Autowired private MockMvcTester http;
  @Autowired private AccessView access;
  @Autowired private JdbcClient jdbc;
  @Autowired private EventRecords records;
  @Autowired private Producer<String, byte[]> producer;

  @BeforeEach
  void aTeam() {
    access.apply(
        new TeamAccess(
            teamId,
            1,
            "active",
            "enterprise",
            List.of(
                new TeamAccess.Member(owner, "owner"),
                new TeamAccess.Member(member, "member"),
                new TeamAccess.Member(viewer, "viewer")),
            List.of(new TeamAccess.Product(productId, owner))));
    ProductsFixture.known(
        jdbc,
        new ProductSettings(
            teamId,
            productId,
            1,
            "Kurse",
            "EUR",
            ZoneId.of("Europe/Berlin"),
            10_000,
            5_000,
            RankBy.GROSS,
            false));
  }

  @Test
  void registersARunOnceHoweverOftenItAsks() {
    UUID run = Ids.next();
    MvcTestResult first = register(owner, run, SHA, "import", false);
    MvcTestResult again = register(owner, run, SHA, "import", false);
    assertThat(first).hasStatusOk();
    assertThat(again).hasStatusOk();
    assertThat(body(again)).isEqualTo(body(first));
    assertThat(first).bodyJson().extractingPath("originSeq").isEqualTo(1);
    assertThat(register(owner, run, "f".repeat(64), "import", false))
        .hasStatus(HttpStatus.CONFLICT)
        .bodyJson()
        .extractingPath("code")
        .isEqualTo("run-mismatch");
  }

  @Test
  void refusesContentThatWasImportedAndSaysByWhom() {
    UUID run = Ids.next();
    register(owner, run, SHA, "import", false);
    jdbc.sql(
            """
            INSERT INTO mark (team_id, product_id, run_id, partition, seq, created, gross)
            VALUES (?, ?, ?, 0, 3, 3, '{"EUR": 100}'), (?, ?, ?, 1, 2, 2, '{"EUR": 23}')
            """)
        .params(teamId, productId, run, teamId, productId, run)
        .update();
    MvcTestResult refused = register(owner, Ids.next(), SHA, "import", false);
    assertThat(refused).hasStatus(HttpStatus.CONFLICT);
    assertThat(refused)
        .bodyJson()
        .satisfies(
            json -> {
              assertThat(json).extractingPath("code").isEqualTo("already-imported");
              assertThat(json).extractingPath("params.importId").isEqualTo(run.toString());
              assertThat(json).extractingPath("params.fileName").isEqualTo("kunden.csv");
              assertThat(json).extractingPath("params.startedBy").isEqualTo(owner.toString());
              assertThat(json).extractingPath("params.startedAt").asString().endsWith("Z");
              assertThat(json).extractingPath("params.rows").isEqualTo(5);
              assertThat(json)
                  .extractingPath("params.sums")
                  .isEqualTo(List.of(Map.of("minor", "123", "currency", "EUR")));
              assertThat(json).extractingPath("title").asString().contains("schon importiert");
            });
    assertThat(register(owner, Ids.next(), SHA, "import", true)).hasStatusOk();
  }

  @Test
  void contentOfARunThatFailedBeforeItsFirstRowMayComeAgain() throws Exception {
    UUID run = Ids.next();
    register(owner, run, SHA, "import", false);
    tell(run, "import", "failed");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(register(owner, Ids.next(), SHA, "import", false)).hasStatusOk());
  }

  @Test
  void contentOfAnUndoneRunMayComeAgain() {
    UUID run = Ids.next();
    register(owner, run, SHA, "import", false);
    jdbc.sql("UPDATE run SET undo = 'undone' WHERE run_id = ?").param(run).update();
    assertThat(register(owner, Ids.next(), SHA, "import", false)).hasStatusOk();
  }

  @Test
  void runsOfOneSourceNameShareTheSourceAndNotTheOrigin() {
    MvcTestResult one = register(owner, Ids.next(), "a".repeat(64), "import", false);
    MvcTestResult two = register(owner, Ids.next(), "b".repeat(64), "import", false);
    assertThat(one).bodyJson().extractingPath("originSeq").isEqualTo(1);
    assertThat(two).bodyJson().extractingPath("originSeq").isEqualTo(2);
    assertThat(
            jdbc.sql("SELECT count(*) FROM source WHERE product_id = ?")
                .param(productId)
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void asksTheGuard() {
    assertThat(register(viewer, Ids.next(), SHA, "import", false)).hasStatus(HttpStatus.FORBIDDEN);
    assertThat(register(member, Ids.next(), SHA, "import", false)).hasStatus(HttpStatus.FORBIDDEN);
    assertThat(register(Ids.next(), Ids.next(), SHA, "import", false))
        .hasStatus(HttpStatus.NOT_FOUND);
  }

  @Test
  void aDryRunStandsInNobodysWayAndLeavesNothing() throws Exception {
    UUID run = Ids.next();
    assertThat(register(owner, run, SHA, "dry", false)).hasStatusOk();
    assertThat(scratchTables(run)).isEqualTo(5);
    assertThat(
            jdbc.sql("SELECT count(*) FROM source WHERE product_id = ?")
                .param(productId)
                .query(Long.class)
                .single())
        .isZero();
    assertThat(register(owner, Ids.next(), SHA, "import", false)).hasStatusOk();
    tell(run, "dry", "finished");
    await().atMost(Duration.ofSeconds(20)).until(() -> scratchTables(run) == 0);
  }

  /** Import-service tells that a run has ended, without a row. */
  private void tell(UUID run, String mode, String status) throws Exception {
    producer
        .send(
            records.record(
                run.toString(),
                new ImportRunState(
                    run,
                    teamId,
                    productId,
                    Ids.next(),
                    owner,
                    mode,
                    status,
                    5,
                    null,
                    new ImportRunState.Counts(0, 0, 0, 0, 0, 0, Map.of()),
                    Instant.EPOCH,
                    Instant.EPOCH,
                    null,
                    null)))
        .get();
  }

  private long scratchTables(UUID run) {
    return jdbc.sql("SELECT count(*) FROM pg_tables WHERE schemaname = ?")
        .param("dry_" + run.toString().replace('-', '_'))
        .query(Long.class)
        .single();
  }

  @Test
  void refusesARequestWithoutAHash() {
    assertThat(register(owner, Ids.next(), "no hash", "import", false))
        .hasStatus(HttpStatus.BAD_REQUEST);
  }

  @Test
  void asksBeforeAmountsOfKnownAddressesAreAdded() {
    for (String email : List.of("a@example.com", "b@example.com")) {
      jdbc.sql(
              """
              INSERT INTO identity (team_id, product_id, email_key, identity_id, customer_id)
              VALUES (?, ?, ?, ?, ?)
              """)
          .params(teamId, productId, email, Ids.next(), Ids.next())
          .update();
    }
    String three = ", \"addresses\": [\"a@example.com\", \"b@example.com\", \"c@example.com\"]";
    String four = three.replace("]", ", \"d@example.com\"]");
    UUID run = Ids.next();
    assertThat(register(owner, run, SHA, "import", false, three))
        .hasStatus(HttpStatus.CONFLICT)
        .bodyJson()
        .satisfies(
            json -> {
              assertThat(json).extractingPath("code").isEqualTo("known-addresses");
              assertThat(json).extractingPath("params.known").isEqualTo(2);
              assertThat(json).extractingPath("params.of").isEqualTo(3);
              assertThat(json).extractingPath("detail").asString().contains("2 von 3");
            });
    assertThat(runs(run)).as("nothing is left of a refused run").isZero();
    assertThat(register(owner, Ids.next(), SHA, "dry", false, three)).hasStatusOk();
    assertThat(register(owner, Ids.next(), SHA, "import", false, four)).as("half").hasStatusOk();
    assertThat(register(owner, run, SHA, "import", true, three)).as("said so").hasStatusOk();
  }

  @Test
  void replacesAnImportOrDoesNothing() {
    UUID first = Ids.next();
    assertThat(register(owner, first, SHA, "import", false)).hasStatusOk();
    UUID second = Ids.next();
    String replacing = ", \"replaces\": \"" + first + "\"";
    assertThat(register(owner, second, "a".repeat(64), "import", false, replacing))
        .hasStatus(HttpStatus.CONFLICT)
        .bodyJson()
        .extractingPath("code")
        .isEqualTo("import-not-ended");
    assertThat(runs(second)).isZero();
    jdbc.sql("UPDATE run SET status = 'finished' WHERE run_id = ?").param(first).update();
    assertThat(register(member, second, "a".repeat(64), "import", false, replacing))
        .hasStatus(HttpStatus.FORBIDDEN);
    assertThat(
            register(
                owner,
                second,
                "a".repeat(64),
                "import",
                false,
                ", \"replaces\": \"" + Ids.next() + "\""))
        .hasStatus(HttpStatus.NOT_FOUND);
    assertThat(undo(first)).isEqualTo("none");
    assertThat(register(owner, second, "a".repeat(64), "import", false, replacing)).hasStatusOk();
    assertThat(register(owner, second, "a".repeat(64), "import", false, replacing))
        .as("asked again")
        .hasStatusOk();
    assertThat(undo(first)).isNotEqualTo("none");
    assertThat(undo(second)).isEqualTo("none");
    jdbc.sql("UPDATE run SET status = 'finished' WHERE run_id = ?").param(second).update();
    UUID third = Ids.next();
    assertThat(
            register(
                owner,
                third,
                "a".repeat(64),
                "import",
                false,
                ", \"replaces\": \"" + second + "\""))
        .as("the same content, in its place")
        .hasStatusOk();
  }

  private long runs(UUID run) {
    return jdbc.sql("SELECT count(*) FROM run WHERE run_id = ?")
        .param(run)
        .query(Long.class)
        .single();
  }

  private String undo(UUID run) {
    return jdbc.sql("SELECT undo FROM run WHERE run_id = ?")
        .param(run)
        .query(String.class)
        .single();
  }

  private MvcTestResult register(
      UUID user, UUID runId, String sha256, String mode, boolean importAgain) {
    return register(user, runId, sha256, mode, importAgain, "");
  }

  private MvcTestResult register(
      UUID user, UUID runId, String sha256, String mode, boolean importAgain, String more) {
    return http.post()
        .uri("/internal/v1/teams/{team}/products/{product}/runs", teamId, productId)
        .header("Authorization", TestTokens.bearer(user))
        .header("Accept-Language", "de")
        .contentType("application/json")
        .content(
            """
            {"runId":"%s","sourceName":"Excel ","sha256":"%s","fileName":"kunden.csv",
             "amounts":"new","mode":"%s","importAgain":%s%s}
            """
                .formatted(runId, sha256, mode, importAgain, more))
        .exchange();
  }

  private static String body(MvcTestResult result) {
    try {
      return result.getResponse().getContentAsString();
    } catch (java.io.UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
