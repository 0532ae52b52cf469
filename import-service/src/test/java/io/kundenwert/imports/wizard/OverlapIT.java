package io.kundenwert.imports.wizard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.imports.FakeCustomers;
import io.kundenwert.imports.ServiceIT;
import io.kundenwert.imports.Team;
import io.kundenwert.test.TestTopics;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Nothing is counted twice by accident: files that have rows of earlier imports (A8). */
@ServiceIT
class OverlapIT {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final FakeCustomers customers = FakeCustomers.get();
  private final Team team;

  OverlapIT(@LocalServerPort int port) {
    this.team = Team.at(port);
  }

  private static String file(int from, int to) {
    StringBuilder csv = new StringBuilder("E-Mail;Name;Gesamtausgaben\n");
    IntStream.rangeClosed(from, to)
        .forEach(i -> csv.append("k%d@example.com;Kunde %d;%d,50 €\n".formatted(i, i, i)));
    return csv.toString();
  }

  private UUID imported(String file) {
    UUID id = team.start(file);
    team.await(id, "finished");
    return id;
  }

  private JsonNode upload(String file, Map<String, String> fields) {
    HttpResponse<String> answer =
        team.upload(team.owner, "noch-einmal.csv", file.getBytes(UTF_8), fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonNode state = JSON.readTree(answer.body());
    return team.await(
        UUID.fromString(state.path("id").asString()),
        like -> like.at("/overlap/complete").asBoolean());
  }

  private static UUID id(JsonNode state) {
    return UUID.fromString(state.path("id").asString());
  }

  private HttpResponse<String> answer(JsonNode state, String fields) {
    return team.put(
        team.owner,
        "/imports/" + id(state) + "/mapping",
        "{\"version\": %d, %s}".formatted(state.path("version").asLong(), fields));
  }

  private HttpResponse<String> start(JsonNode state) {
    return team.post(team.owner, "/imports/" + id(state) + "/start", "{}");
  }

  private JsonNode started(JsonNode state) {
    HttpResponse<String> answer = start(state);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return team.await(id(state), "finished");
  }

  @Test
  void asksAndTakesOnlyNewRows() {
    UUID first = imported(file(1, 10));
    JsonNode state = upload(file(8, 17), Map.of());
    assertThat(state.path("status").asString()).isEqualTo("questions");
    assertThat(state.at("/overlap/question").asBoolean()).isTrue();
    assertThat(state.at("/overlap/rows").asLong()).isEqualTo(10);
    assertThat(state.at("/overlap/identicalRows").asLong()).isEqualTo(3);
    assertThat(state.at("/overlap/imports/0/importId").asString()).isEqualTo(first.toString());
    assertThat(state.at("/overlap/imports/0/rows").asLong()).isEqualTo(3);

    HttpResponse<String> refused = start(state);
    assertThat(refused.statusCode()).isEqualTo(409);
    JsonNode problem = JSON.readTree(refused.body());
    assertThat(problem.path("code").asString()).isEqualTo("overlap");
    assertThat(problem.at("/params/identicalRows").asLong()).isEqualTo(3);
    assertThat(problem.at("/params/imports/0/fileName").asString()).isEqualTo("kunden.csv");
    assertThat(problem.at("/params/answers").size()).isEqualTo(4);

    assertThat(answer(state, "\"overlap\": \"only-new\"").statusCode()).isEqualTo(200);
    assertThat(team.state(id(state)).path("status").asString()).isEqualTo("ready");
    HttpResponse<String> dry = team.post(team.owner, "/imports/" + id(state) + "/dry-run", "");
    assertThat(dry.statusCode()).as(dry.body()).isEqualTo(202);
    JsonNode looked =
        team.await(id(state), like -> like.at("/dryRun/status").asString("").equals("finished"));
    assertThat(looked.at("/dryRun/counts/rejectedByCode/row-known").asLong()).isEqualTo(3);
    JsonNode done = started(state);
    assertThat(done.at("/run/counts")).isEqualTo(looked.at("/dryRun/counts"));
    assertThat(customers.run(id(state)).values())
        .extracting(row -> row.emailKey())
        .hasSize(7)
        .contains("k11@example.com", "k17@example.com")
        .doesNotContain("k10@example.com");
    assertThat(
            team.get(
                    team.owner,
                    "/imports/" + id(state) + "/rejected-rows.csv",
                    "Accept-Language",
                    "de")
                .body())
        .contains("k8@example.com", "row-known;Die Zeile wurde schon einmal importiert");

    // What was taken in twice counts once: the third file has rows of both.
    JsonNode third = upload(file(1, 20), Map.of());
    assertThat(third.at("/overlap/identicalRows").asLong()).isEqualTo(17);
    assertThat(third.at("/overlap/imports").size()).isEqualTo(2);
  }

  @Test
  void asksNobodyUpToAFifthOrWhereNothingIsAdded() {
    imported(file(1, 10));
    JsonNode few = upload(file(9, 18), Map.of());
    assertThat(few.at("/overlap/identicalRows").asLong()).isEqualTo(2);
    assertThat(few.at("/overlap/question").asBoolean()).isFalse();
    assertThat(few.path("status").asString()).isEqualTo("ready");
    JsonNode totals = upload(file(1, 11), Map.of("amounts", "totals"));
    assertThat(totals.at("/overlap/identicalRows").asLong()).isEqualTo(10);
    assertThat(totals.path("status").asString()).isEqualTo("ready");
    started(totals);
    String payments = "E-Mail;Name;Transaktions-ID;Betrag;Datum\n";
    String row = "k1@example.com;Kunde 1;T-%d;5,50 €;15.01.2024\n";
    imported(payments + row.formatted(1) + row.formatted(2));
    JsonNode more = upload(payments + row.formatted(1) + row.formatted(3), Map.of());
    assertThat(more.at("/overlap/identicalRows").asLong()).isEqualTo(1);
    assertThat(more.path("status").asString()).isEqualTo("ready");
  }

  @Test
  void totalsToDateAreAnAnswer() {
    imported(file(1, 10));
    JsonNode state = upload(file(1, 11), Map.of());
    assertThat(state.path("status").asString()).isEqualTo("questions");
    assertThat(answer(state, "\"amounts\": \"totals\"").statusCode()).isEqualTo(200);
    started(state);
    assertThat(customers.run(id(state)).run().amounts().wireName()).isEqualTo("totals");
    assertThat(customers.run(id(state)).rows()).hasSize(11);
  }

  @Test
  void replacesAnEarlierImport() {
    UUID first = imported(file(1, 10));
    JsonNode state = upload(file(1, 11), Map.of());
    assertThat(answer(state, "\"overlap\": \"replace\"").statusCode()).isEqualTo(400);
    assertThat(answer(state, "\"replaces\": \"%s\"".formatted(first)).statusCode()).isEqualTo(400);
    assertThat(answer(state, "\"overlap\": \"nonsense\"").statusCode()).isEqualTo(400);
    assertThat(
            answer(state, "\"overlap\": \"replace\", \"replaces\": \"%s\"".formatted(first))
                .statusCode())
        .isEqualTo(200);
    started(state);
    JsonNode registration = customers.registrations(id(state)).getLast();
    assertThat(registration.path("replaces").asString()).isEqualTo(first.toString());
    assertThat(registration.path("importAgain").asBoolean()).isFalse();
    assertThat(customers.run(id(state)).rows()).hasSize(11);
  }

  @Test
  void anAnswerCountsMoreThanImportAgain() {
    UUID first = imported(file(1, 10));
    Map<String, String> onlyNew = Map.of("overlap", "only-new", "importAgain", "true");
    JsonNode state = upload(file(1, 12), onlyNew);
    started(state);
    assertThat(customers.run(id(state)).rows()).hasSize(2);
    // A file that was imported in part, or whole: what is new of it may come.
    JsonNode same = upload(file(1, 10), Map.of("overlap", "only-new"));
    started(same);
    assertThat(customers.knows(id(same))).isFalse();
    assertThat(customers.registrations(id(same)).getLast().path("importAgain").asBoolean())
        .isTrue();
    JsonNode replacing =
        team.start(
            file(1, 13),
            Map.of("overlap", "replace", "replaces", first.toString(), "importAgain", "true"));
    assertThat(customers.registrations(id(replacing)).getLast().path("replaces").asString())
        .isEqualTo(first.toString());
  }

  @Test
  void rowsOfAnotherThanTheReplacedImportAreAskedAbout() {
    UUID first = imported(file(1, 10));
    JsonNode second = team.start(file(11, 20), Map.of());
    team.await(id(second), "finished");
    HttpResponse<String> refused =
        team.upload(
            team.owner,
            "x.csv",
            file(11, 21).getBytes(UTF_8),
            Map.of("start", "auto", "overlap", "replace", "replaces", first.toString()));
    assertThat(refused.statusCode()).isEqualTo(409);
    JsonNode problem = JSON.readTree(refused.body());
    assertThat(problem.path("code").asString()).isEqualTo("overlap");
    assertThat(problem.at("/params/imports").size()).isEqualTo(1);
    assertThat(problem.at("/params/imports/0/importId").asString())
        .isEqualTo(second.path("id").asString());
  }

  @Test
  void totalsOfAnotherSourceReplaceNothing() {
    team.await(id(team.start(file(1, 10), Map.of("source", "Shop Nord"))), "finished");
    JsonNode state = upload(file(1, 11), Map.of("amounts", "totals"));
    assertThat(state.path("status").asString()).isEqualTo("questions");
    JsonNode problem = JSON.readTree(start(state).body());
    assertThat(problem.path("code").asString()).isEqualTo("overlap");
    assertThat(problem.at("/params/answers").toString())
        .isEqualTo("[\"add\",\"only-new\",\"replace\"]");
    JsonNode same = upload(file(1, 11), Map.of("amounts", "totals", "source", "shop nord "));
    assertThat(same.path("status").asString()).isEqualTo("ready");
  }

  @Test
  void rowsThatTheMergeRefusedMayComeAgain() {
    customers.product(team.product).reject(row -> row >= 6);
    UUID first = imported(file(1, 10));
    team.await(
        first, like -> like.at("/run/counts/rejectedByCode/person-suppressed").asLong() == 5);
    JsonNode state = upload(file(6, 30), Map.of());
    assertThat(state.at("/overlap/identicalRows").asLong()).isZero();
    assertThat(upload(file(1, 30), Map.of()).at("/overlap/identicalRows").asLong()).isEqualTo(5);
  }

  @Test
  void isComparedAgainOnceAnImportUnderWayHasEnded() {
    customers.product(team.product).hold();
    JsonNode running = team.start(Team.file(4_000), Map.of());
    team.await(id(running), like -> like.at("/run/published").asLong() >= 2_000);
    JsonNode state = upload(Team.file(4_001), Map.of());
    long part = state.at("/overlap/identicalRows").asLong();
    assertThat(part).isBetween(1_000L, 3_999L);
    customers.product(team.product).release();
    team.await(id(running), "finished");
    team.await(id(state), like -> like.at("/overlap/identicalRows").asLong() == 4_000);
  }

  @Test
  void anUndoneImportIsNotComparedWith() {
    UUID first = imported(file(1, 10));
    JsonNode state = upload(file(1, 11), Map.of());
    assertThat(state.path("status").asString()).isEqualTo("questions");
    TestTopics.send(
        "customer.undos.v1",
        first.toString(),
        """
        {"runId":"%s","teamId":"%s","productId":"%s","status":"undone","version":2,\
        "customers":10,"reversed":0,"gone":10,"kept":0,"failed":0,"requestedBy":"%s",\
        "requestedAt":"2026-01-01T00:00:00Z","finishedAt":"2026-01-01T00:00:01Z"}\
        """
            .formatted(first, team.id, team.product, team.owner));
    team.await(first, like -> like.at("/run/undo/status").asString("").equals("undone"));
    JsonNode free = team.await(id(state), "ready");
    assertThat(free.at("/overlap/identicalRows").asLong(0)).isZero();
    started(free);
    assertThat(customers.run(id(state)).rows()).hasSize(11);
  }

  @Test
  void asksForKnownAddressesWhereAmountsAreAdded() {
    imported(file(1, 10));
    customers.product(team.product).knowAll();
    JsonNode state = upload(file(100, 105), Map.of());
    assertThat(state.path("status").asString()).isEqualTo("ready");
    HttpResponse<String> refused = start(state);
    assertThat(refused.statusCode()).isEqualTo(409);
    JsonNode problem = JSON.readTree(refused.body());
    assertThat(problem.path("code").asString()).isEqualTo("overlap");
    assertThat(problem.at("/params/addresses").asLong()).isEqualTo(6);
    assertThat(problem.at("/params/knownAddresses").asLong()).isEqualTo(6);
    JsonNode again = team.state(id(state));
    assertThat(again.path("status").asString()).as("nothing was started").isEqualTo("ready");
    assertThat(again.path("version")).isEqualTo(state.path("version"));
    assertThat(answer(state, "\"overlap\": \"add\"").statusCode()).isEqualTo(200);
    started(state);
    assertThat(customers.registrations(id(state)).getLast().path("addresses").size()).isZero();

    JsonNode contacts = upload("E-Mail;Name\nk1@example.com;Kunde 1\n", Map.of());
    started(contacts);
  }

  @Test
  void aDryRunCountsTheKnownAddresses() {
    JsonNode state = upload(file(1, 10), Map.of());
    assertThat(state.at("/overlap/addresses").isNull()).isTrue();
    HttpResponse<String> dry = team.post(team.owner, "/imports/" + id(state) + "/dry-run", "");
    assertThat(dry.statusCode()).as(dry.body()).isEqualTo(202);
    JsonNode looked =
        team.await(id(state), like -> like.at("/dryRun/status").asString("").equals("finished"));
    assertThat(looked.at("/overlap/addresses").asLong()).isEqualTo(10);
    assertThat(looked.at("/overlap/knownAddresses").asLong()).isZero();
    assertThat(looked.path("status").asString()).isEqualTo("ready");
  }

  @Test
  void whoUploadsCanAnswerAtOnce() {
    imported(file(1, 10));
    HttpResponse<String> refused =
        team.upload(
            team.owner, "noch-einmal.csv", file(1, 11).getBytes(UTF_8), Map.of("start", "auto"));
    assertThat(refused.statusCode()).isEqualTo(409);
    JsonNode problem = JSON.readTree(refused.body());
    assertThat(problem.path("code").asString()).isEqualTo("overlap");
    UUID left = UUID.fromString(problem.at("/params/uploadedImportId").asString());
    assertThat(team.state(left).path("status").asString()).isEqualTo("questions");
    JsonNode state = team.start(file(1, 11), Map.of("overlap", "add"));
    team.await(id(state), "finished");
    assertThat(customers.run(id(state)).rows()).hasSize(11);
  }

  @Test
  void correctedRowsAreLinkedToTheirImport() {
    JsonNode first =
        team.start(
            "E-Mail;Name;Gesamtausgaben\n"
                + "k1@example.com;Kunde 1;1,50 €\n"
                + "keine-adresse;Kunde 2;2,50 €\n"
                + "k3@example.com;;3,50 €\n"
                + "k4@example.com;Kunde 4;4,50 €\n",
            Map.of("source", "Shop Nord", "amounts", "totals"));
    team.await(id(first), "finished");
    String rejected =
        team.get(
                team.owner, "/imports/" + id(first) + "/rejected-rows.csv", "Accept-Language", "de")
            .body();
    assertThat(rejected).contains("keine-adresse");
    JsonNode corrected = upload(rejected.replace("keine-adresse", "k2@example.com"), Map.of());
    assertThat(corrected.path("corrects").asString()).isEqualTo(id(first).toString());
    assertThat(corrected.path("source").asString()).isEqualTo("Shop Nord");
    assertThat(corrected.path("amounts").asString()).isEqualTo("totals");
    assertThat(corrected.at("/analysis/columns/3/target").asString()).isEqualTo("skip");
    assertThat(corrected.at("/analysis/columns/4/target").asString()).isEqualTo("skip");
    assertThat(corrected.at("/analysis/columns/5/target").asString()).isEqualTo("skip");
    started(corrected);
    assertThat(customers.run(id(corrected)).values())
        .extracting(row -> row.emailKey())
        .contains("k2@example.com");
    assertThat(team.state(id(first)).path("correctedBy").toString())
        .isEqualTo("[\"" + id(corrected) + "\"]");

    // Another product's or another file's rows are nobody's corrections.
    JsonNode other =
        upload(
            "E-Mail;Firmenname;Name;Zeile;Code;Grund\nk9@example.com;F;N;2;email-invalid;x\n",
            Map.of());
    assertThat(other.path("corrects").isNull()).isTrue();
    HttpResponse<String> unknown =
        team.upload(
            team.owner,
            "x.csv",
            file(30, 31).getBytes(UTF_8),
            Map.of("corrects", UUID.randomUUID().toString()));
    assertThat(unknown.statusCode()).isEqualTo(404);
    JsonNode said = upload(file(40, 41), Map.of("corrects", id(first).toString()));
    assertThat(said.path("corrects").asString()).isEqualTo(id(first).toString());
  }
}
