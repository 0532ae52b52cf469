package io.kundenwert.imports.wizard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.imports.FakeCustomers;
import io.kundenwert.imports.ServiceIT;
import io.kundenwert.imports.Surroundings;
import io.kundenwert.imports.Team;
import io.kundenwert.test.TestTopics;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is left of an import after its time. */
@ServiceIT
class UploadRetentionIT {
  private final UploadRetention retention;
  private final JdbcClient jdbc;
  private final Team team;

  UploadRetentionIT(
      @Autowired UploadRetention retention, @Autowired JdbcClient jdbc, @LocalServerPort int port) {
    this.retention = retention;
    this.jdbc = jdbc;
    this.team = Team.at(port);
    FakeCustomers.get();
  }

  @Test
  void uploadsGoSomeTimeAfterTheirRun() throws IOException {
    UUID old = team.start(Team.file(5) + ";Ohne Adresse;1,00;\n");
    // Other people: whether the first run has ended by then must not matter (overlap).
    UUID fresh = team.start(Team.file(6).replace("kunde", "gast"));
    team.await(old, "finished");
    team.await(fresh, "finished");
    UUID forgotten = upload(Team.file(7));
    age(old);
    age(forgotten);
    String gone = key(old);
    String kept = key(fresh);
    retention.sweep();
    assertThat(Surroundings.UPLOADS.resolve(gone)).doesNotExist();
    assertThat(Surroundings.UPLOADS.resolve(kept)).exists();
    JsonNode state = team.state(old);
    assertThat(state.path("status").asString()).isEqualTo("finished");
    assertThat(state.at("/run/counts/rejected").asLong()).isEqualTo(1);
    assertThat(state.path("analysis").isNull()).isTrue();
    HttpResponse<String> csv = team.get(team.owner, "/imports/" + old + "/rejected-rows.csv");
    assertThat(csv.statusCode()).isEqualTo(410);
    assertThat(team.get(team.owner, "/imports/" + forgotten).statusCode()).isEqualTo(404);
    assertThat(
            jdbc.sql("SELECT profile::text || mapping::text FROM file_import WHERE import_id = ?")
                .param(old)
                .query(String.class)
                .single())
        .doesNotContain("kunde", "Kunde");
    retention.sweep();
    try (var files = Files.list(Surroundings.UPLOADS)) {
      assertThat(files.map(path -> path.getFileName().toString())).contains(kept);
    }
  }

  @Test
  void theImportsOfADeletedProductGoWithIt() {
    UUID started = team.start(Team.file(5));
    team.await(started, "finished");
    UUID waiting = upload(Team.file(7));
    String file = key(started);
    TestTopics.send("team.products.v1", team.product.toString(), null);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(team.get(team.owner, "/imports/" + started).statusCode())
                    .isEqualTo(404));
    assertThat(team.get(team.owner, "/imports/" + waiting).statusCode()).isEqualTo(404);
    assertThat(Surroundings.UPLOADS.resolve(file)).doesNotExist();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                """
                                SELECT c.table_name FROM information_schema.columns c
                                  JOIN information_schema.tables t USING (table_schema, table_name)
                                 WHERE c.table_schema = 'public' AND c.column_name = 'product_id'
                                   AND t.table_type = 'BASE TABLE'
                                """)
                            .query(String.class)
                            .list())
                    .isNotEmpty()
                    .allSatisfy(
                        table ->
                            assertThat(
                                    jdbc.sql(
                                            "SELECT count(*) FROM "
                                                + table
                                                + " WHERE product_id = ?")
                                        .param(team.product)
                                        .query(Long.class)
                                        .single())
                                .as(table)
                                .isZero()));
  }

  @Test
  void whatACrashLeftGoesAfterADay() throws IOException {
    UUID known = team.start(Team.file(4));
    team.await(known, "finished");
    Path cut = left(UUID.randomUUID() + ".part", 25);
    Path unknown = left(UUID.randomUUID().toString(), 25);
    Path arriving = left(UUID.randomUUID() + ".part", 23);
    Path foreign = left("lost+found.txt", 25);
    Path kept = Surroundings.UPLOADS.resolve(key(known));
    Files.setLastModifiedTime(kept, hoursAgo(25));
    retention.sweep();
    assertThat(cut).doesNotExist();
    assertThat(unknown).doesNotExist();
    assertThat(arriving).exists();
    assertThat(foreign).exists();
    assertThat(kept).exists();
    Files.delete(arriving);
    Files.delete(foreign);
  }

  private static Path left(String name, int hours) throws IOException {
    Path file = Files.writeString(Surroundings.UPLOADS.resolve(name), "E-Mail\n");
    return Files.setLastModifiedTime(file, hoursAgo(hours));
  }

  private static FileTime hoursAgo(int hours) {
    return FileTime.from(Instant.now().minus(Duration.ofHours(hours)));
  }

  private UUID upload(String file) {
    HttpResponse<String> answer =
        team.upload(team.owner, "kunden.csv", file.getBytes(UTF_8), Map.of());
    return UUID.fromString(JsonMapper.shared().readTree(answer.body()).path("id").asString());
  }

  private String key(UUID id) {
    return jdbc.sql("SELECT upload_key FROM file_import WHERE import_id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private void age(UUID id) {
    jdbc.sql("UPDATE file_import SET created_at = now() - interval '40 d' WHERE import_id = ?")
        .param(id)
        .update();
    jdbc.sql("UPDATE import_run SET ended_at = now() - interval '31 d' WHERE run_id = ?")
        .param(id)
        .update();
  }
}
