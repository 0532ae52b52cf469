package io.kundenwert.customer.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.WithJobsByHand;
import io.kundenwert.customer.directory.GeneratedProduct;
import io.kundenwert.customer.directory.HttpSetup;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.ids.Ids;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes of many customers at once (E5). */
@WithJobsByHand
class BulkIT {
  private static final int CUSTOMERS = 60;
  private static final String ALL = "{\"kind\":\"%s\"%s}";

  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private JdbcClient jdbc;
  @Autowired private BulkWorker worker;

  private final JsonMapper json = JsonMapper.shared();
  private HttpSetup http;
  private GeneratedProduct product;

  @BeforeEach
  void generate() {
    http = new HttpSetup(mvc, access);
    product = new GeneratedProduct(jdbc, http.teamId).with(CUSTOMERS, Duration.ofDays(1));
    http.has(product.productId);
    jdbc.sql("INSERT INTO origin_sequence (team_id, last) VALUES (?, 3)")
        .param(http.teamId)
        .update();
  }

  private String path(String rest) {
    return http.path(product.productId, "/bulk-changes" + rest);
  }

  private JsonNode done(MvcTestResult answer, HttpStatus status) {
    assertThat(answer).as(HttpSetup.body(answer)).hasStatus(status);
    return json.readTree(HttpSetup.body(answer));
  }

  private void refused(MvcTestResult answer, HttpStatus status, String code) {
    assertThat(answer).as(HttpSetup.body(answer)).hasStatus(status);
    assertThat(HttpSetup.body(answer)).contains("\"code\":\"" + code + "\"");
  }

  private JsonNode preview(String body) {
    return done(http.post(http.owner, path(""), body), HttpStatus.CREATED);
  }

  private static String one(JsonNode change) {
    return "/" + change.path("id").asString();
  }

  private MvcTestResult confirm(JsonNode preview) {
    return http.post(
        http.owner,
        path(one(preview) + "/confirm"),
        "{\"customers\": " + preview.path("customers").asLong() + "}");
  }

  private JsonNode run(JsonNode preview) {
    done(confirm(preview), HttpStatus.ACCEPTED);
    worker.work();
    return state(preview);
  }

  private JsonNode undone(JsonNode change) {
    done(http.post(http.owner, path(one(change) + "/undo"), "{}"), HttpStatus.ACCEPTED);
    worker.work();
    return state(change);
  }

  private JsonNode state(JsonNode change) {
    return done(http.get(http.owner, path(one(change))), HttpStatus.OK);
  }

  private static void assertState(
      JsonNode state, String status, long changed, long skipped, long restored, long kept) {
    assertThat(
            state.path("status").asString()
                + " "
                + state.path("changed").asLong()
                + " "
                + state.path("skipped").asLong()
                + " "
                + state.path("restored").asLong()
                + " "
                + state.path("kept").asLong())
        .isEqualTo(status + " " + changed + " " + skipped + " " + restored + " " + kept);
  }

  private List<UUID> ids() {
    return jdbc.sql("SELECT customer_id FROM customer WHERE product_id = ? ORDER BY customer_id")
        .param(product.productId)
        .query(UUID.class)
        .list();
  }

  private static String listed(List<UUID> ids) {
    return ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "[", "]"));
  }

  private long tagged(String tag) {
    return count("SELECT count(*) FROM customer WHERE product_id = ? AND ? = ANY(tags)", tag);
  }

  private long count(String sql, Object... more) {
    JdbcClient.StatementSpec statement = jdbc.sql(sql).param(product.productId);
    for (Object each : more) {
      statement = statement.param(each);
    }
    return statement.query(Long.class).single();
  }

  /** Counts over HTTP are remembered for a second. */
  private long shown() {
    return count(
        "SELECT count(*) FROM customer_value WHERE product_id = ? AND archived_reason IS NULL");
  }

  private String tags(UUID customer) {
    return http.ok(http.path(product.productId, "/customers/" + customer))
        .at("/summary/tags")
        .toString();
  }

  private void edit(UUID customer, String body) {
    assertThat(http.patch(http.owner, http.path(product.productId, "/customers/" + customer), body))
        .hasStatusOk();
  }

  @Test
  void tagsEverybodyOnAListAndTakesTheTagsBack() {
    List<UUID> ids = ids();
    edit(ids.get(0), "{\"tags\":[\"alt\"]}");
    edit(ids.get(1), "{\"tags\":[\"alt\",\"vip\"]}");
    JsonNode preview =
        preview(
            ALL.formatted(
                "add-tags",
                ",\"tags\":[\" vip \",\"vip\"],\"exclude\":" + listed(ids.subList(2, 5))));
    assertThat(preview.path("customers").asLong()).isEqualTo(CUSTOMERS - 3);
    assertThat(preview.path("tags").toString()).isEqualTo("[\"vip\"]");
    assertThat(preview.at("/total/minor").asLong())
        .isEqualTo(
            count(
                "SELECT sum(net)::bigint FROM customer_value WHERE product_id = ?"
                    + " AND customer_id <> ALL(?)",
                (Object) ids.subList(2, 5).toArray(UUID[]::new)));
    assertThat(tagged("vip")).as("nothing before it is confirmed").isEqualTo(1);

    JsonNode state = run(preview);
    assertState(state, "finished", CUSTOMERS - 4, 1, 0, 0);
    assertThat(tags(ids.get(0))).isEqualTo("[\"alt\",\"vip\"]");
    assertThat(tags(ids.get(2))).isEqualTo("[]");
    assertThat(tagged("vip")).isEqualTo(CUSTOMERS - 3);
    // Confirming again changes nothing.
    done(confirm(preview), HttpStatus.ACCEPTED);
    worker.work();
    assertThat(state(preview)).isEqualTo(state);

    // Whom a person has changed since is left as that person wants it.
    edit(ids.get(7), "{\"tags\":[\"vip\",\"stamm\"]}");
    assertState(undone(preview), "undone", CUSTOMERS - 4, 1, CUSTOMERS - 5, 1);
    assertThat(tags(ids.get(0))).isEqualTo("[\"alt\"]");
    assertThat(tags(ids.get(1))).isEqualTo("[\"alt\",\"vip\"]");
    assertThat(tags(ids.get(7))).isEqualTo("[\"vip\",\"stamm\"]");
    assertThat(tagged("vip")).isEqualTo(2);
    assertThat(count("SELECT count(*) FROM bulk_member WHERE product_id = ?")).isZero();
    assertThat(count("SELECT count(*) FROM manual_field WHERE product_id = ?")).isEqualTo(3);
  }

  @Test
  void takesTagsAwayFromTheNamed() {
    List<UUID> ids = ids();
    for (UUID id : ids.subList(0, 3)) {
      edit(id, "{\"tags\":[\"a\",\"b\"]}");
    }
    JsonNode preview =
        preview(
            ALL.formatted(
                "remove-tags",
                ",\"tags\":[\"a\"],\"ids\":"
                    + listed(List.of(ids.get(0), ids.get(1), ids.get(4), Ids.next()))));
    assertThat(preview.path("customers").asLong()).isEqualTo(3);
    assertState(run(preview), "finished", 2, 1, 0, 0);
    assertThat(tags(ids.get(0))).isEqualTo("[\"b\"]");
    assertThat(tags(ids.get(2))).isEqualTo("[\"a\",\"b\"]");
    assertState(undone(preview), "undone", 2, 1, 2, 0);
    assertThat(tags(ids.get(0))).isEqualTo("[\"a\",\"b\"]");
  }

  @Test
  void meansExactlyWhomTheListShows() {
    for (String list :
        List.of(
            "\"f\":\"priority:high\"",
            "\"f\":\"source:" + product.shop + "\"",
            "\"f\":\"import:" + product.secondRun + "~priority:low,high\"",
            "\"q\":\"kunde7@privat.example\"",
            "\"f\":\"created:2026-02\"",
            "\"f\":\"created:2026-02~priority:low~source:" + product.excel + "\"",
            "\"f\":\"source:" + product.shop + "~priority:low\"")) {
      JsonNode asked = json.readTree("{" + list + "}");
      JsonNode counted =
          http.ok(
              http.path(product.productId, "/customers/count"),
              "f",
              asked.path("f").asString(""),
              "q",
              asked.path("q").asString(""));
      JsonNode preview = preview(ALL.formatted("archive", "," + list));
      assertThat(preview.path("customers").asLong())
          .as(list)
          .isEqualTo(counted.path("count").asLong());
      assertThat(preview.path("total")).as(list).isEqualTo(counted.path("net"));
    }
    assertThat(count("SELECT count(*) FROM bulk_change WHERE product_id = ?"))
        .as("one preview of a person at a time")
        .isEqualTo(1);
  }

  @Test
  void archivesAndBringsBack() {
    List<UUID> ids = ids();
    JsonNode first = preview(ALL.formatted("archive", ",\"ids\":" + listed(ids.subList(0, 20))));
    JsonNode state = run(first);
    assertState(state, "finished", 20, 0, 0, 0);
    assertThat(shown()).isEqualTo(CUSTOMERS - 20);
    // Who is archived is in no list, so no other change means them.
    assertThat(
            preview(ALL.formatted("archive", ",\"ids\":" + listed(ids.subList(18, 22))))
                .path("customers")
                .asLong())
        .isEqualTo(2);
    assertThat(
            http.post(
                http.owner,
                http.path(product.productId, "/customers/" + ids.get(3) + "/restore"),
                "{}"))
        .hasStatus(204);
    assertState(undone(first), "undone", 20, 0, 19, 1);
    assertThat(shown()).isEqualTo(CUSTOMERS);
  }

  @Test
  void skipsWhoIsGoneOrArchivedMeanwhile() {
    List<UUID> ids = ids();
    JsonNode preview =
        preview(
            ALL.formatted("add-tags", ",\"tags\":[\"x\"],\"ids\":" + listed(ids.subList(0, 5))));
    jdbc.sql(
            "UPDATE customer_value SET archived_reason = 'cleanup', archived_until = now()"
                + " WHERE customer_id = ?")
        .param(ids.get(0))
        .update();
    assertThat(
            http.post(
                http.owner,
                http.path(product.productId, "/customers/" + ids.get(30) + "/merge"),
                "{\"customerId\":\"" + ids.get(1) + "\"}"))
        .hasStatusOk();
    String full =
        IntStream.range(0, 50).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));
    edit(ids.get(2), "{\"tags\":[" + full + "]}");
    assertState(run(preview), "finished", 2, 3, 0, 0);
    assertThat(
            count(
                "SELECT count(*) FROM customer_value WHERE product_id = ?"
                    + " AND archived_reason IS NOT NULL"))
        .as("a bulk change brings nobody back")
        .isEqualTo(1);
  }

  @Test
  void afterACrashWhatIsLeftIsDoneOnce() {
    JsonNode preview = preview(ALL.formatted("add-tags", ",\"tags\":[\"x\"]"));
    done(confirm(preview), HttpStatus.ACCEPTED);
    // The database goes away after some chunks: the counter refuses to grow beyond.
    jdbc.sql("ALTER TABLE bulk_change ADD CONSTRAINT crash CHECK (changed <= 21)").update();
    worker.work();
    assertState(state(preview), "running", 21, 0, 0, 0);
    assertThat(tagged("x")).isEqualTo(21);
    jdbc.sql("ALTER TABLE bulk_change DROP CONSTRAINT crash").update();
    worker.work();
    assertState(state(preview), "finished", CUSTOMERS, 0, 0, 0);
    assertThat(tagged("x")).isEqualTo(CUSTOMERS);
  }

  @Test
  void twoInstancesAndManyConfirmationsDoItOnce() throws Exception {
    JsonNode preview = preview(ALL.formatted("add-tags", ",\"tags\":[\"x\"]"));
    List<Callable<Integer>> calls =
        List.of(
            () -> confirm(preview).getResponse().getStatus(),
            () -> confirm(preview).getResponse().getStatus(),
            () -> {
              worker.work();
              return 202;
            },
            () -> {
              worker.work();
              return 202;
            });
    try (ExecutorService four = Executors.newFixedThreadPool(4)) {
      assertThat(four.invokeAll(calls).stream().map(Future::resultNow)).containsOnly(202);
    }
    worker.work();
    assertState(state(preview), "finished", CUSTOMERS, 0, 0, 0);
    assertThat(
            count("SELECT count(*) FROM manual_field WHERE product_id = ? AND value = '[\"x\"]'"))
        .isEqualTo(CUSTOMERS);
  }

  @Test
  void refusesWhatCannotBeDone() {
    for (String body :
        List.of(
            ALL.formatted("add-tags", ""),
            ALL.formatted("add-tags", ",\"tags\":[\" \"]"),
            ALL.formatted("archive", ",\"tags\":[\"x\"]"))) {
      refused(
          http.post(http.owner, path(""), body), HttpStatus.UNPROCESSABLE_CONTENT, "nothing-to-do");
    }
    refused(
        http.post(http.owner, path(""), ALL.formatted("explode", "")),
        HttpStatus.UNPROCESSABLE_CONTENT,
        "unknown-bulk-change");
    refused(
        http.post(
            http.owner,
            path(""),
            ALL.formatted("add-tags", ",\"tags\":[\"" + "x".repeat(101) + "\"]")),
        HttpStatus.UNPROCESSABLE_CONTENT,
        "invalid-field-value");
    List<UUID> many = IntStream.rangeClosed(0, 10_000).mapToObj(i -> Ids.next()).toList();
    refused(
        http.post(http.owner, path(""), ALL.formatted("archive", ",\"ids\":" + listed(many))),
        HttpStatus.UNPROCESSABLE_CONTENT,
        "too-many-named");
    refused(
        http.post(http.owner, path(""), ALL.formatted("archive", ",\"f\":\"age:5\"")),
        HttpStatus.BAD_REQUEST,
        "unknown-filter");

    JsonNode preview = preview(ALL.formatted("archive", ""));
    refused(
        http.post(http.owner, path(one(preview) + "/confirm"), "{\"customers\": 1}"),
        HttpStatus.CONFLICT,
        "bulk-change-differs");
    refused(
        http.post(http.owner, path(one(preview) + "/undo"), "{}"),
        HttpStatus.CONFLICT,
        "bulk-change-not-finished");
    jdbc.sql("UPDATE bulk_change SET expires_at = now() - interval '1 second' WHERE product_id = ?")
        .param(product.productId)
        .update();
    refused(confirm(preview), HttpStatus.CONFLICT, "preview-expired");
    refused(http.get(http.owner, path("/" + Ids.next())), HttpStatus.NOT_FOUND, "not-found");
    assertThat(done(http.get(http.owner, path("")), HttpStatus.OK).path("items")).isEmpty();
    // Another product of the team does not know it.
    GeneratedProduct second = new GeneratedProduct(jdbc, http.teamId);
    http.has(second.productId);
    refused(
        http.get(http.owner, http.path(second.productId, "/bulk-changes" + one(preview))),
        HttpStatus.NOT_FOUND,
        "not-found");
  }

  @Test
  void whatIsFinalCannotBeUndoneAndIsForgotten() {
    JsonNode preview =
        preview(
            ALL.formatted("add-tags", ",\"tags\":[\"x\"],\"ids\":" + listed(ids().subList(0, 3))));
    run(preview);
    jdbc.sql("UPDATE bulk_change SET expires_at = now() - interval '1 second' WHERE product_id = ?")
        .param(product.productId)
        .update();
    refused(
        http.post(http.owner, path(one(preview) + "/undo"), "{}"),
        HttpStatus.CONFLICT,
        "bulk-change-final");
    preview(ALL.formatted("archive", ""));
    jdbc.sql(
            "UPDATE bulk_change SET created_at = now() - interval '2 days'"
                + " WHERE product_id = ? AND status = 'preview'")
        .param(product.productId)
        .update();
    worker.purge();
    assertThat(count("SELECT count(*) FROM bulk_member WHERE product_id = ?")).isZero();
    assertThat(count("SELECT count(*) FROM bulk_change WHERE product_id = ?")).isEqualTo(1);
    assertThat(tagged("x")).isEqualTo(3);
  }
}
