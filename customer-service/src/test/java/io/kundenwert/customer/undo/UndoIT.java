package io.kundenwert.customer.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.customer.TopicReader;
import io.kundenwert.customer.WithJobsByHand;
import io.kundenwert.customer.directory.CustomerDirectory;
import io.kundenwert.customer.directory.GeneratedProduct;
import io.kundenwert.customer.directory.HttpSetup;
import io.kundenwert.events.ImportUndoState;
import io.kundenwert.events.Topic;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.ids.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Undo as a client sees it (A9); {@code MergeModelIT} proves what it leaves. */
@WithJobsByHand
class UndoIT {
  private static final int CUSTOMERS = 210;

  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private JdbcClient jdbc;
  @Autowired private UndoWorker worker;
  @Autowired private EventCodec codec;

  @Value("${spring.kafka.bootstrap-servers}")
  private String brokers;

  private final JsonMapper json = JsonMapper.shared();
  private HttpSetup http;
  private GeneratedProduct product;

  @BeforeEach
  void generate() {
    http = new HttpSetup(mvc, access);
    product = new GeneratedProduct(jdbc, http.teamId).with(CUSTOMERS);
    http.has(product.productId);
    jdbc.sql(
            """
            INSERT INTO mark (team_id, product_id, run_id, partition, seq, created)
            SELECT team_id, product_id, run_id, 0, count(*), count(*) FROM contribution
             WHERE product_id = ? GROUP BY 1, 2, 3
            """)
        .param(product.productId)
        .update();
  }

  private String path(UUID importId) {
    return "/api/v1/teams/" + http.teamId + "/imports/" + importId + "/undo";
  }

  private JsonNode asked(UUID importId, boolean dryRun) {
    MvcTestResult answer = http.post(http.owner, path(importId), "{\"dryRun\": " + dryRun + "}");
    assertThat(answer).hasStatus(HttpStatus.ACCEPTED);
    return json.readTree(HttpSetup.body(answer));
  }

  private JsonNode report(UUID importId) {
    MvcTestResult answer = http.get(http.owner, path(importId));
    assertThat(answer).hasStatusOk();
    return json.readTree(HttpSetup.body(answer));
  }

  private long number(String sql) {
    return jdbc.sql(sql).param(product.productId).query(Long.class).single();
  }

  private static void assertCounts(JsonNode state, long reversed, long gone, long kept) {
    assertThat(state.path("status").asString()).isEqualTo("finished");
    assertThat(state.path("reversed").asLong()).as("reversed").isEqualTo(reversed);
    assertThat(state.path("gone").asLong()).as("gone").isEqualTo(gone);
    assertThat(state.path("kept").asLong()).as("kept").isEqualTo(kept);
    assertThat(state.path("failed").asLong()).as("failed").isZero();
    assertThat(state.path("handled").asLong()).isEqualTo(state.path("customers").asLong());
  }

  @Test
  void takesTheWholeImportBackAndSaysSoBefore() {
    // Everyone is of the first run; every third of the second, every seventh of the shop's too.
    UUID edited =
        jdbc.sql(
                """
                SELECT customer_id FROM customer c
                 WHERE product_id = ? AND email LIKE 'kunde8@%'
                """)
            .param(product.productId)
            .query(UUID.class)
            .single();
    jdbc.sql("INSERT INTO manual_field VALUES (?, ?, ?, 'company', '\"Nord\"', 9, ?, now())")
        .params(http.teamId, product.productId, edited, http.owner)
        .update();
    List<UUID> gone =
        jdbc.sql(
                """
                SELECT identity_id FROM contribution WHERE product_id = ?
                 GROUP BY 1 HAVING count(*) = 1
                """)
            .param(product.productId)
            .query(UUID.class)
            .list();
    assertThat(gone.remove(edited)).isTrue();
    long stay = CUSTOMERS - gone.size() - 1;
    long taken =
        jdbc.sql("SELECT sum(gross)::bigint FROM contribution WHERE run_id = ?")
            .param(product.firstRun)
            .query(Long.class)
            .single();
    long before = number("SELECT sum(gross)::bigint FROM customer_value WHERE product_id = ?");

    assertThat(asked(product.firstRun, true).path("status").asString()).isEqualTo("running");
    worker.work();
    JsonNode look = report(product.firstRun).path("dryRun");
    assertCounts(look, stay, gone.size(), 1);
    assertThat(look.path("amounts").path(0).path("minor").asString())
        .isEqualTo(Long.toString(taken));
    assertThat(number("SELECT count(*) FROM customer WHERE product_id = ?")).isEqualTo(CUSTOMERS);
    assertThat(report(product.firstRun).path("undo").path("status").isMissingNode()).isTrue();

    asked(product.firstRun, false);
    worker.work();
    JsonNode done = report(product.firstRun).path("undo");
    assertCounts(done, stay, gone.size(), 1);
    assertThat(done.path("amounts")).isEqualTo(look.path("amounts"));
    assertThat(number("SELECT sum(gross)::bigint FROM customer_value WHERE product_id = ?"))
        .isEqualTo(before - taken);
    assertThat(number("SELECT count(*) FROM customer WHERE product_id = ?")).isEqualTo(stay + 1);
    assertThat(
            jdbc.sql("SELECT company FROM customer WHERE customer_id = ?")
                .param(edited)
                .query(String.class)
                .single())
        .isEqualTo("Nord");
    assertThat(
            jdbc.sql("SELECT undo FROM run WHERE run_id = ?")
                .param(product.firstRun)
                .query(String.class)
                .single())
        .isEqualTo("undone");
    assertPublished(gone, done);

    // Asking again changes nothing.
    assertThat(asked(product.firstRun, false).path("finishedAt"))
        .isEqualTo(done.path("finishedAt"));
    MvcTestResult lookAgain = http.post(http.owner, path(product.firstRun), "{\"dryRun\": true}");
    assertThat(lookAgain).hasStatus(HttpStatus.CONFLICT);
    assertThat(HttpSetup.body(lookAgain)).contains("import-undone");
  }

  private void assertPublished(List<UUID> gone, JsonNode done) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Map<String, byte[]> customers =
                  new TopicReader(brokers).latest(Topic.CUSTOMERS.topicName());
              for (UUID id : gone) {
                assertThat(customers).containsKey(id.toString());
                assertThat(customers.get(id.toString())).isNull();
              }
              byte[] state =
                  new TopicReader(brokers)
                      .latest(Topic.IMPORT_UNDOS.topicName())
                      .get(product.firstRun.toString());
              assertThat(state).isNotNull();
              ImportUndoState event = codec.decode(state, ImportUndoState.class);
              assertThat(event.status()).isEqualTo("undone");
              assertThat(event.gone()).isEqualTo(done.path("gone").asLong());
            });
  }

  /** What a person entered for the customer who was generated with a number. */
  private UUID enter(int customer, String field, String value, long originSeq) {
    UUID id = product.customer(customer);
    jdbc.sql("INSERT INTO manual_field VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, now())")
        .params(http.teamId, product.productId, id, field, value, originSeq, http.owner)
        .update();
    return id;
  }

  /** What a person entered for every tenth customer, of whom there are so many. */
  private int enterForEveryTenth() {
    for (int customer = 10; customer <= CUSTOMERS; customer += 10) {
      enter(customer, "company", "\"Nord\"", 9);
    }
    return CUSTOMERS / 10;
  }

  private List<String> edited(UUID importId, boolean dryRun) {
    return HttpSetup.texts(
        http.ok(
                path(importId) + "/edited",
                "dryRun",
                Boolean.toString(dryRun),
                "limit",
                Integer.toString(CustomerDirectory.MAX_LIMIT))
            .path("items"),
        "id");
  }

  @Test
  void saysWhoKeepsWhatPeopleEntered() {
    List<String> keep = new ArrayList<>();
    // Nothing else is left of them, with an edit before and behind the import.
    keep.add(enter(5, "name", "\"Von Hand\"", 0).toString());
    keep.add(enter(8, "company", "\"Nord\"", 9).toString());
    // The second import has not touched the company; the shop has not filled the emptied tags.
    keep.add(enter(3, "company", "\"Nord\"", 0).toString());
    keep.add(enter(14, "tags", "[]", 9).toString());
    keep.add(enter(28, "custom.size", "\"L\"", 0).toString());
    // The second import has filled the name since.
    enter(6, "name", "\"Von Hand\"", 0);
    // No edit of a person: another address.
    jdbc.sql(
            """
            INSERT INTO identity (team_id, product_id, email_key, identity_id, customer_id)
            VALUES (?, ?, 'zweite@example.com', ?, ?)
            """)
        .params(http.teamId, product.productId, Ids.next(), product.customer(10))
        .update();

    asked(product.firstRun, true);
    worker.work();
    JsonNode look = report(product.firstRun).path("dryRun");
    assertThat(look.path("edited").asLong()).isEqualTo(keep.size());
    assertThat(edited(product.firstRun, true)).containsExactlyInAnyOrderElementsOf(keep);
    assertThat(edited(product.firstRun, false)).isEmpty();

    // Looking again counts anew.
    UUID late = enter(20, "phone", "\"030 1\"", 9);
    keep.add(late.toString());
    asked(product.firstRun, true);
    worker.work();
    assertThat(report(product.firstRun).path("dryRun").path("edited").asLong())
        .isEqualTo(keep.size());

    asked(product.firstRun, false);
    worker.work();
    JsonNode done = report(product.firstRun).path("undo");
    assertThat(done.path("kept").asLong()).as("5, 8, 10 and 20").isEqualTo(4);
    assertThat(done.path("edited").asLong()).isEqualTo(keep.size());
    assertThat(edited(product.firstRun, false)).containsExactlyInAnyOrderElementsOf(keep);
    assertThat(edited(product.firstRun, true)).isEmpty();

    asked(product.firstRun, false);
    worker.work();
    assertThat(report(product.firstRun).path("undo")).isEqualTo(done);
  }

  @Test
  void pagesThroughThoseWhoKeepWhatPeopleEntered() {
    int all = enterForEveryTenth();
    asked(product.firstRun, false);
    worker.work();
    String list = path(product.firstRun) + "/edited";
    List<String> read = new ArrayList<>();
    JsonNode page = http.ok(list, "limit", "8");
    for (int pages = 1; pages < 3; pages++) {
      read.addAll(HttpSetup.texts(page.path("items"), "id"));
      page = http.ok(list, "limit", "8", "after", page.path("next").asString());
    }
    read.addAll(HttpSetup.texts(page.path("items"), "id"));
    assertThat(page.path("next").isNull()).isTrue();
    assertThat(read)
        .hasSize(all)
        .doesNotHaveDuplicates()
        .isEqualTo(edited(product.firstRun, false));
    for (String limit : List.of("0", "201")) {
      assertThat(http.refused(400, list, "limit", limit).path("code").asString())
          .isEqualTo("invalid-limit");
    }
    // Who is deleted meanwhile is in no list.
    jdbc.sql("DELETE FROM customer WHERE customer_id = ?").param(product.customer(10)).update();
    assertThat(edited(product.firstRun, false)).hasSize(all - 1);
  }

  @Test
  void countsThemOnceAlsoAfterACrash() {
    int all = enterForEveryTenth();
    asked(product.firstRun, true);
    crashing("reversed + gone + kept <= 130", worker::work);
    assertThat(report(product.firstRun).path("dryRun").path("status").asString())
        .isEqualTo("running");
    // One whom the broken look had found has no edit any more.
    int forgotten =
        jdbc.sql(
                """
                DELETE FROM manual_field WHERE customer_id =
                  (SELECT min(customer_id::text)::uuid FROM undo_edited WHERE run_id = ?)
                """)
            .param(product.firstRun)
            .update();
    assertThat(forgotten).isEqualTo(1);
    worker.work();
    JsonNode look = report(product.firstRun).path("dryRun");
    assertThat(look.path("edited").asLong()).isEqualTo(all - 1);
    assertThat(edited(product.firstRun, true)).hasSize(all - 1);

    asked(product.firstRun, false);
    crashing("reversed + gone + kept <= 130", worker::work);
    JsonNode broken = report(product.firstRun).path("undo");
    assertThat(broken.path("status").asString()).isEqualTo("running");
    assertThat(broken.path("handled").asLong()).isBetween(1L, CUSTOMERS - 1L);
    assertThat(edited(product.firstRun, false)).hasSize(broken.path("edited").asInt());
    worker.work();
    JsonNode done = report(product.firstRun).path("undo");
    assertCounts(
        done,
        look.path("reversed").asLong(),
        look.path("gone").asLong(),
        look.path("kept").asLong());
    assertThat(done.path("edited").asLong()).isEqualTo(all - 1);
    assertThat(edited(product.firstRun, false)).hasSize(all - 1);
  }

  /** Does something while the report cannot become one that breaks a rule. */
  private void crashing(String rule, Runnable work) {
    jdbc.sql("ALTER TABLE undo ADD CONSTRAINT crash CHECK (" + rule + ") NOT VALID").update();
    try {
      work.run();
    } finally {
      jdbc.sql("ALTER TABLE undo DROP CONSTRAINT crash").update();
    }
  }

  @Test
  void whoFailsIsCountedOnceTheyAreDone() {
    UUID failing = enter(3, "company", "\"Nord\"", 9);
    enter(8, "company", "\"Nord\"", 9);
    // Without the first import it would be more than can be stored.
    String gross = "UPDATE contribution SET gross = ? WHERE run_id = ? AND identity_id = ?";
    jdbc.sql(gross).params(1L << 53, product.secondRun, failing).update();
    asked(product.firstRun, false);
    worker.work();
    JsonNode first = report(product.firstRun).path("undo");
    assertThat(first.path("failed").asLong()).isEqualTo(1);
    assertThat(first.path("edited").asLong()).isEqualTo(1);

    jdbc.sql(gross).params(500L, product.secondRun, failing).update();
    asked(product.firstRun, false);
    worker.work();
    JsonNode second = report(product.firstRun).path("undo");
    assertThat(second.path("failed").asLong()).isZero();
    assertThat(second.path("edited").asLong()).isEqualTo(2);
    assertThat(edited(product.firstRun, false)).hasSize(2).contains(failing.toString());
  }

  @Test
  void severalWorkersDoEachCustomerOnce() throws Exception {
    int edited = enterForEveryTenth();
    asked(product.secondRun, false);
    asked(product.shopRun, false);
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        done.add(threads.submit(worker::work));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }
    worker.work();
    assertCounts(report(product.secondRun).path("undo"), CUSTOMERS / 3, 0, 0);
    assertCounts(report(product.shopRun).path("undo"), CUSTOMERS / 7, 0, 0);
    assertThat(report(product.secondRun).path("undo").path("edited").asInt()).isEqualTo(edited / 3);
    assertThat(report(product.shopRun).path("undo").path("edited").asInt()).isEqualTo(edited / 7);
    assertThat(number("SELECT sum(gross)::bigint FROM customer_value WHERE product_id = ?"))
        .isEqualTo(
            number("SELECT sum(gross)::bigint FROM contribution WHERE product_id = ? AND counted"));
    assertThat(number("SELECT count(DISTINCT run_id) FROM contribution WHERE product_id = ?"))
        .isEqualTo(1);
  }

  @Test
  void waitsForTheEndOfAnImport() {
    jdbc.sql("UPDATE run SET status = 'publishing' WHERE run_id = ?")
        .param(product.firstRun)
        .update();
    refused(HttpStatus.CONFLICT, "import-not-ended", http.owner, product.firstRun);
    jdbc.sql("UPDATE run SET status = 'cancelled', published = 1000 WHERE run_id = ?")
        .param(product.firstRun)
        .update();
    refused(HttpStatus.CONFLICT, "import-not-ended", http.owner, product.firstRun);
  }

  @Test
  void isForThoseWhoMayCancelImports() {
    refused(HttpStatus.FORBIDDEN, "forbidden", http.viewer, product.shopRun);
    // The product is the owner's.
    refused(HttpStatus.FORBIDDEN, "forbidden", http.member, product.shopRun);
    assertThat(http.get(http.viewer, path(product.shopRun))).hasStatus(HttpStatus.FORBIDDEN);
    assertThat(http.get(http.member, path(product.shopRun))).hasStatusOk();
    String edited = "/edited";
    assertThat(http.get(http.viewer, path(product.shopRun) + edited))
        .hasStatus(HttpStatus.FORBIDDEN);
    assertThat(http.get(http.member, path(product.shopRun) + edited)).hasStatusOk();
    assertThat(http.get(http.owner, path(Ids.next()) + edited)).hasStatus(HttpStatus.NOT_FOUND);
    refused(HttpStatus.NOT_FOUND, "not-found", http.owner, Ids.next());
    GeneratedProduct others = new GeneratedProduct(jdbc, Ids.next()).with(1);
    assertThat(http.get(http.owner, path(others.firstRun) + edited))
        .hasStatus(HttpStatus.NOT_FOUND);
    refused(HttpStatus.NOT_FOUND, "not-found", http.owner, others.firstRun);
  }

  private void refused(HttpStatus status, String code, UUID user, UUID importId) {
    for (String body : List.of("{}", "{\"dryRun\": true}")) {
      MvcTestResult answer = http.post(user, path(importId), body);
      assertThat(answer).hasStatus(status);
      assertThat(HttpSetup.body(answer)).contains("\"code\":\"" + code + "\"");
    }
  }
}
