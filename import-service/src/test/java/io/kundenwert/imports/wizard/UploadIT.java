package io.kundenwert.imports.wizard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.imports.FakeCustomers;
import io.kundenwert.imports.ServiceIT;
import io.kundenwert.imports.Surroundings;
import io.kundenwert.imports.Team;
import io.kundenwert.test.TestTokens;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is taken in, what is refused, and how the refusal reads. */
@ServiceIT
class UploadIT {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final int port;
  private final FakeCustomers customers = FakeCustomers.get();
  private final Team team;

  UploadIT(@LocalServerPort int port) {
    this.port = port;
    this.team = Team.at(port);
  }

  @Test
  void answersWithAllThatTheWizardShows() {
    byte[] file =
        "Kundenexport;;\nE-Mail;Name;Umsatz\nmüller@example.com;Jörg Müller;1.234,56 €\n"
            .getBytes(Charset.forName("windows-1252"));
    HttpResponse<String> answer =
        team.upload(team.owner, "C:\\Export\\Kunden.csv", file, Map.of("source", "Shop"));
    assertThat(answer.statusCode()).isEqualTo(201);
    JsonNode state = JSON.readTree(answer.body());
    assertThat(answer.headers().firstValue("Location"))
        .contains("/api/v1/teams/" + team.id + "/imports/" + state.path("id").asString());
    assertThat(state.path("status").asString()).isEqualTo("ready");
    assertThat(state.path("fileName").asString()).isEqualTo("Kunden.csv");
    assertThat(state.path("source").asString()).isEqualTo("Shop");
    assertThat(state.path("amounts").asString()).isEqualTo("new");
    JsonNode analysis = state.path("analysis");
    assertThat(analysis.path("complete").asBoolean()).isTrue();
    assertThat(analysis.path("rows").asLong()).isEqualTo(1);
    assertThat(analysis.at("/detected/format/encoding").asString()).isEqualTo("windows-1252");
    assertThat(analysis.at("/detected/format/headerLine").asInt()).isEqualTo(2);
    assertThat(analysis.at("/detected/firstLines/2").asString()).contains("Jörg Müller");
    assertThat(analysis.at("/columns/0/target").asString()).isEqualTo("email");
    assertThat(analysis.at("/columns/2/target").asString()).isEqualTo("total-spend");
    assertThat(analysis.at("/columns/2/samples/0/raw").asString()).isEqualTo("1.234,56 €");
    assertThat(analysis.at("/preview/0/values/totalSpend/minor").asString()).isEqualTo("123456");
    assertThat(analysis.at("/preview/0/values/totalSpend/currency").asString()).isEqualTo("EUR");
    assertThat(analysis.at("/preview/0/cells/2").asString()).isEqualTo("1.234,56 €");
    assertThat(analysis.at("/checklist/0/field").asString()).isEqualTo("email");
    assertThat(analysis.at("/checklist/0/mapped").asBoolean()).isTrue();
  }

  @Test
  void asksInsteadOfGuessingAndStartsOnceAnswered() {
    String file =
        "E-Mail,Name,Erster Kauf\na@example.com,A,04/03/2021\nb@example.com,B,05/06/2021\n";
    JsonNode state =
        team.start(
            file,
            Map.of(
                "mapping",
                """
                {"columns":[{"column":0,"target":"email"},{"column":1,"target":"name"},
                {"column":2,"target":"first-payment-date"}]}\
                """));
    String id = state.path("id").asString();
    assertThat(state.path("status").asString()).isEqualTo("questions");
    assertThat(state.at("/analysis/questions/0/candidates").size()).isEqualTo(2);
    HttpResponse<String> refused =
        team.post(team.owner, "/imports/" + id + "/start", "{}", "Accept-Language", "de");
    assertThat(refused.statusCode()).isEqualTo(409);
    JsonNode problem = JSON.readTree(refused.body());
    assertThat(problem.path("code").asString()).isEqualTo("questions-open");
    assertThat(problem.path("title").asString()).isEqualTo("Offene Fragen: 1");
    assertThat(problem.at("/params/columns/0").asString()).isEqualTo("Erster Kauf");
    HttpResponse<String> answered =
        team.put(
            team.owner,
            "/imports/" + id + "/mapping",
            """
            {"version":%d,"mapping":{"columns":[{"column":0,"target":"email"},
            {"column":1,"target":"name"},
            {"column":2,"target":"first-payment-date","reading":"%s"}]}}\
            """
                .formatted(
                    state.path("version").asLong(),
                    state.at("/analysis/questions/0/candidates/0/reading").asString()));
    assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
    assertThat(JSON.readTree(answered.body()).path("status").asString()).isEqualTo("ready");
    assertThat(team.post(team.owner, "/imports/" + id + "/start", "").statusCode()).isEqualTo(200);
    team.await(UUID.fromString(id), "finished");
  }

  @Test
  void readsALargeFileThroughWhileItsBeginningIsShown() {
    JsonNode state = upload(Team.file(180_000), Map.of());
    UUID id = UUID.fromString(state.path("id").asString());
    assertThat(state.path("fileSize").asLong()).isGreaterThan(8L * 1024 * 1024);
    assertThat(state.at("/analysis/columns/0/target").asString()).isEqualTo("email");
    assertThat(state.at("/analysis/preview").size()).isEqualTo(50);
    JsonNode whole = team.await(id, "ready");
    assertThat(whole.at("/analysis/complete").asBoolean()).isTrue();
    assertThat(whole.at("/analysis/rows").asLong()).isEqualTo(180_000);
  }

  @Test
  void standsWideAndLongRowsAndForeignCharacters() {
    StringBuilder wide = new StringBuilder("E-Mail;Name");
    StringBuilder row = new StringBuilder("\na#@example.com;N");
    for (int i = 0; i < 9_998; i++) {
      wide.append(";S").append(i);
      row.append(";x");
    }
    for (int i = 0; i < 20; i++) {
      wide.append(row.toString().replace("#", "" + i));
    }
    HttpResponse<String> manyColumns =
        team.upload(team.owner, "wide.csv", wide.toString().getBytes(UTF_8), Map.of());
    assertThat(manyColumns.statusCode()).isEqualTo(201);
    assertThat(manyColumns.body()).hasSizeLessThan(8_000_000);
    String longCell =
        "E-Mail;Name\na@example.com;" + "x".repeat(1_000_000) + "\nb@example.com;N\u0000UL\n";
    HttpResponse<String> large =
        team.upload(team.owner, "long.csv", longCell.getBytes(UTF_8), Map.of("start", "auto"));
    assertThat(large.statusCode()).as(large.body().substring(0, 200)).isEqualTo(201);
    assertThat(large.body()).hasSizeLessThan(100_000);
    JsonNode done = team.await(importId(large), "finished");
    assertThat(done.at("/run/handled").asLong()).isEqualTo(2);
    assertThat(
            team.get(team.owner, "/imports/" + importId(large) + "/rejected-rows.csv").statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesAChangeOfWhatWasChangedMeanwhile() {
    JsonNode state = upload(Team.file(3), Map.of());
    String path = "/imports/" + state.path("id").asString() + "/mapping";
    assertThat(team.put(team.owner, path, "{\"version\":1,\"source\":\"Nord\"}").statusCode())
        .isEqualTo(200);
    HttpResponse<String> late = team.put(team.owner, path, "{\"version\":1,\"source\":\"Süd\"}");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(code(late)).isEqualTo("changed-meanwhile");
    JsonNode now = team.state(UUID.fromString(state.path("id").asString()));
    assertThat(now.path("source").asString()).isEqualTo("Nord");
  }

  @Test
  void readsAgainWithWhatTheUserSaysOfTheFormat() {
    byte[] file = "E-Mail;Name\nj@example.com;Jörg\n".getBytes(UTF_8);
    JsonNode state = JSON.readTree(team.upload(team.owner, "a.csv", file, Map.of()).body());
    HttpResponse<String> changed =
        team.put(
            team.owner,
            "/imports/" + state.path("id").asString() + "/mapping",
            "{\"version\":1,\"format\":{\"encoding\":\"windows-1252\"}}");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    assertThat(JSON.readTree(changed.body()).at("/analysis/detected/firstLines/1").asString())
        .contains("JÃ¶rg");
  }

  @Test
  void savesMappingsAndSuggestsThemForTheSameHeadings() {
    JsonNode first = upload(Team.file(3), Map.of());
    assertThat(first.at("/analysis/templates").size()).isZero();
    String templates = "/products/" + team.product + "/mapping-templates";
    String body = "{\"name\":\"Shop\",\"importId\":\"%s\"}".formatted(first.path("id").asString());
    assertThat(team.post(team.viewer, templates, body).statusCode()).isEqualTo(403);
    HttpResponse<String> saved = team.post(team.owner, templates, body);
    assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
    JsonNode second = upload(Team.file(4), Map.of());
    assertThat(second.at("/analysis/templates/0/name").asString()).isEqualTo("Shop");
    assertThat(JSON.readTree(team.get(team.member, templates).body()).path("items").size())
        .isEqualTo(1);
    HttpResponse<String> applied =
        team.put(
            team.owner,
            "/imports/" + second.path("id").asString() + "/mapping",
            "{\"version\":1,\"templateId\":\"%s\"}"
                .formatted(JSON.readTree(saved.body()).path("id").asString()));
    assertThat(JSON.readTree(applied.body()).path("status").asString()).isEqualTo("ready");
  }

  @Test
  void refusesBeforeReadingWhoMayNotImport() throws IOException {
    long kept = kept();
    byte[] file = Team.file(3).getBytes(UTF_8);
    assertThat(team.upload(team.viewer, "a.csv", file, Map.of()).statusCode()).isEqualTo(403);
    // Only for products that the member made.
    assertThat(team.upload(team.member, "a.csv", file, Map.of()).statusCode()).isEqualTo(403);
    Team other = Team.at(port);
    assertThat(team.upload(other.owner, "a.csv", file, Map.of()).statusCode()).isEqualTo(404);
    assertThat(kept()).isEqualTo(kept);
  }

  @Test
  void hidesImportsFromOtherTeamsAndFromViewers() {
    String id = upload(Team.file(3), Map.of()).path("id").asString();
    Team other = Team.at(port);
    for (String path : new String[] {"", "/events", "/rejected-rows.csv", "/rejected-rows"}) {
      assertThat(team.get(other.owner, "/imports/" + id + path).statusCode()).isEqualTo(404);
      assertThat(other.get(other.owner, "/imports/" + id + path).statusCode()).isEqualTo(404);
      assertThat(team.get(team.viewer, "/imports/" + id + path).statusCode()).isEqualTo(403);
    }
    assertThat(other.post(other.owner, "/imports/" + id + "/start", "").statusCode())
        .isEqualTo(404);
    assertThat(team.post(team.member, "/imports/" + id + "/start", "").statusCode()).isEqualTo(403);
    assertThat(team.get(team.member, "/imports/" + id).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesWhatIsTooLarge() throws IOException {
    long kept = kept();
    byte[] large = new byte[21 * 1024 * 1024];
    HttpRequest chunked =
        team.request(team.owner, "/products/" + team.product + "/imports")
            .header("Content-Type", "multipart/form-data; boundary=----boundary4711")
            .POST(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofByteArray(Team.form("a.csv", large, Map.of()))))
            .build();
    HttpResponse<String> refused = team.send(chunked);
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(code(refused)).isEqualTo("too-large");
    assertThat(kept()).isEqualTo(kept);
  }

  @Test
  void refusesWhatIsNoTable() throws IOException {
    long kept = kept();
    HttpResponse<String> empty = team.upload(team.owner, "a.csv", new byte[0], Map.of());
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(code(empty)).isEqualTo("file-empty");
    byte[] zip = {'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0};
    HttpResponse<String> archive = team.upload(team.owner, "a.csv", zip, Map.of());
    assertThat(archive.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(archive.body()).path("detail").asString()).isNotEmpty();
    assertThat(kept()).isEqualTo(kept);
  }

  @Test
  void refusesFormsWithoutFileAndOtherTypes() {
    HttpResponse<String> json =
        team.post(team.owner, "/products/" + team.product + "/imports", "{}");
    assertThat(json.statusCode()).isEqualTo(415);
    String boundary = "----boundary4711";
    HttpResponse<String> none =
        team.send(
            team.request(team.owner, "/products/" + team.product + "/imports")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "--%s\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\nx\r\n--%s--\r\n"
                            .formatted(boundary, boundary)))
                .build());
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(code(none)).isEqualTo("file-missing");
    HttpResponse<String> broken =
        team.send(
            team.request(team.owner, "/products/" + team.product + "/imports")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\na,b"
                            .formatted(boundary)))
                .build());
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(code(broken)).isEqualTo("upload-broken");
  }

  @Test
  void answersARepeatedUploadWithTheFirstImport() throws IOException {
    byte[] file = Team.file(20).getBytes(UTF_8);
    Map<String, String> fields = Map.of("start", "auto");
    HttpResponse<String> first =
        team.upload(team.owner, "a.csv", file, fields, "Idempotency-Key", "k1");
    long kept = kept();
    HttpResponse<String> again =
        team.upload(team.owner, "a.csv", file, fields, "Idempotency-Key", "k1");
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(importId(again)).isEqualTo(importId(first));
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(kept()).isEqualTo(kept);
    HttpResponse<String> other =
        team.upload(
            team.owner, "a.csv", Team.file(21).getBytes(UTF_8), fields, "Idempotency-Key", "k1");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(code(other)).isEqualTo("idempotency-key-reused");
    team.await(importId(first), "finished");
    assertThat(customers.registrations(importId(first))).hasSize(1);
  }

  @Test
  void passesOnThatTheContentIsKnownUnlessItShallCountAgain() {
    customers
        .product(team.product)
        .refuse(
            """
            {"code":"already-imported","params":{"importId":"x","fileName":"kunden.csv",\
            "startedBy":"y","startedAt":"2026-11-12T10:00:00Z","rows":48102,\
            "sums":[{"minor":"120433120","currency":"EUR"}]}}\
            """);
    HttpResponse<String> refused =
        team.upload(
            team.owner,
            "a.csv",
            Team.file(5).getBytes(UTF_8),
            Map.of("start", "auto"),
            "Accept-Language",
            "de");
    assertThat(refused.statusCode()).isEqualTo(409);
    JsonNode problem = JSON.readTree(refused.body());
    assertThat(problem.path("code").asString()).isEqualTo("already-imported");
    assertThat(problem.at("/params/rows").asLong()).isEqualTo(48_102);
    assertThat(problem.at("/params/sums/0/minor").asString()).isEqualTo("120433120");
    assertThat(problem.path("title").asString()).isEqualTo("Diese Datei ist schon importiert");
    UUID uploaded = UUID.fromString(problem.at("/params/uploadedImportId").asString());
    assertThat(team.state(uploaded).path("status").asString()).isEqualTo("ready");
    assertThat(
            team.post(team.owner, "/imports/" + uploaded + "/start", "{\"importAgain\":true}")
                .statusCode())
        .isEqualTo(200);
    team.await(uploaded, "finished");
  }

  @Test
  void listsImportsInPages() {
    for (int i = 0; i < 5; i++) {
      upload(Team.file(i + 1), Map.of("source", "S" + i));
    }
    JsonNode first = JSON.readTree(team.get(team.member, "/imports?limit=2").body());
    assertThat(first.at("/items/0/source").asString()).isEqualTo("S4");
    assertThat(first.at("/items/0/status").asString()).isEqualTo("analysed");
    JsonNode second =
        JSON.readTree(
            team.get(
                    team.member,
                    "/imports?limit=2&productId=%s&after=%s"
                        .formatted(team.product, first.path("next").asString()))
                .body());
    assertThat(second.at("/items/0/source").asString()).isEqualTo("S2");
    JsonNode back =
        JSON.readTree(
            team.get(team.member, "/imports?limit=2&before=" + second.path("prev").asString())
                .body());
    assertThat(back.at("/items/0/source").asString()).isEqualTo("S4");
    assertThat(team.get(team.viewer, "/imports").statusCode()).isEqualTo(403);
  }

  @Test
  void refusesWithoutToken() {
    assertThat(team.send(HttpRequest.newBuilder(team.uri("/imports")).build()).statusCode())
        .isEqualTo(401);
    assertThat(
            team.send(
                    HttpRequest.newBuilder(team.uri("/imports"))
                        .header("Authorization", "Bearer " + TestTokens.forged(team.owner))
                        .build())
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void describesItselfForTypedClients() {
    HttpResponse<String> api =
        team.send(
            HttpRequest.newBuilder(java.net.URI.create("http://localhost:" + port + "/v3/api-docs"))
                .build());
    JsonNode paths = JSON.readTree(api.body()).path("paths");
    String base = "/api/v1/teams/{teamId}";
    assertThat(
            paths
                .path(base + "/products/{productId}/imports")
                .path("post")
                .path("requestBody")
                .path("content")
                .path("multipart/form-data")
                .isMissingNode())
        .isFalse();
    for (String path :
        new String[] {
          "/imports",
          "/imports/{importId}",
          "/imports/{importId}/mapping",
          "/imports/{importId}/start",
          "/imports/{importId}/cancel",
          "/imports/{importId}/events",
          "/imports/{importId}/rejected-rows.csv",
          "/products/{productId}/mapping-templates"
        }) {
      assertThat(paths.path(base + path).isMissingNode()).as(path).isFalse();
    }
    assertThat(api.body()).doesNotContain("\"Caller\"");
    JsonNode schemas = JSON.readTree(api.body()).at("/components/schemas");
    // One name for two types would give a client the wrong one.
    assertThat(schemas.propertyNames())
        .contains(
            "ImportState",
            "ImportColumn",
            "ImportRun",
            "RejectedRowPage",
            "MappingTemplate",
            "MappingTemplateList",
            "MappingTemplateId")
        .doesNotContain("Page", "Saved", "SseEmitter");
  }

  private JsonNode upload(String file, Map<String, String> fields) {
    HttpResponse<String> answer =
        team.upload(team.owner, "kunden.csv", file.getBytes(UTF_8), fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body());
  }

  private static UUID importId(HttpResponse<String> answer) {
    return UUID.fromString(JSON.readTree(answer.body()).path("id").asString());
  }

  private static String code(HttpResponse<String> problem) {
    return JSON.readTree(problem.body()).path("code").asString();
  }

  private static long kept() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.list(Surroundings.UPLOADS)) {
      return files.count();
    }
  }
}
