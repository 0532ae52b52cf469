package io.kundenwert.imports.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.events.RunMode;
import io.kundenwert.imports.FakeCustomers;
import io.kundenwert.imports.ServiceIT;
import io.kundenwert.imports.Team;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dry run is a run of its own (A4); the merge proves that it counts alike. */
@ServiceIT
class DryRunIT {
  private final FakeCustomers customers = FakeCustomers.get();
  private final Team team;

  DryRunIT(@LocalServerPort int port) {
    this.team = Team.at(port);
  }

  private UUID upload(int rows) {
    HttpResponse<String> answer =
        team.upload(team.owner, "kunden.csv", Team.file(rows).getBytes(UTF_8), Map.of());
    assertThat(answer.statusCode()).isEqualTo(201);
    return UUID.fromString(JsonMapper.shared().readTree(answer.body()).path("id").asString());
  }

  private HttpResponse<String> dryRun(UUID user, UUID id) {
    return team.post(user, "/imports/" + id + "/dry-run", "");
  }

  private JsonNode awaitDry(UUID id, String status) {
    return team.await(id, state -> state.at("/dryRun/status").asString("").equals(status));
  }

  @Test
  void saysWhatTheImportWouldDoAndLeavesItReady() {
    customers.product(team.product).reject(row -> row % 10 == 0);
    UUID id = upload(100);
    assertThat(dryRun(team.owner, id).statusCode()).isEqualTo(202);
    awaitDry(id, "finished");
    // Reasons come on a topic of their own, and may come after the end.
    JsonNode state = awaitReasons(id, "dryRun");
    assertThat(state.path("status").asString()).isEqualTo("ready");
    assertThat(state.path("run").isObject()).isFalse();
    assertThat(state.at("/dryRun/mode").asString()).isEqualTo("dry");
    assertThat(state.at("/dryRun/counts/rejected").asLong()).isEqualTo(10);
    UUID dry = UUID.fromString(state.at("/dryRun/runId").asString());
    JsonNode announced = customers.registrations(dry).getFirst();
    assertThat(announced.path("importId").asString()).isEqualTo(id.toString());
    assertThat(Instant.parse(announced.path("keptUntil").asString()))
        .as("what it shows is kept no longer than the file")
        .isEqualTo(Instant.parse(state.path("createdAt").asString()).plus(Duration.ofDays(30)));
    assertThat(customers.run(dry).run().mode()).isEqualTo(RunMode.DRY);
    assertThat(customers.run(dry).rows()).hasSize(100);
    assertThat(team.get(team.owner, "/imports/" + id + "/rejected-rows?dryRun=true").body())
        .contains("\"row\":10");
    assertThat(team.get(team.owner, "/imports/" + id + "/rejected-rows").statusCode())
        .isEqualTo(404);

    assertThat(team.post(team.owner, "/imports/" + id + "/start", "{}").statusCode())
        .isEqualTo(200);
    team.await(id, "finished");
    state = awaitReasons(id, "run");
    assertThat(state.at("/run/runId").asString()).isEqualTo(id.toString());
    assertThat(state.at("/run/counts").toString()).isEqualTo(state.at("/dryRun/counts").toString());
    HttpResponse<String> late = dryRun(team.owner, id);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("already-started");
  }

  private JsonNode awaitReasons(UUID id, String run) {
    return team.await(
        id, like -> like.at("/" + run + "/counts/rejectedByCode/person-suppressed").asLong() == 10);
  }

  @Test
  void oneAtATimeAndOnlyForTheImportAsItIs() {
    customers.product(team.product).hold();
    UUID id = upload(20);
    JsonNode first = JsonMapper.shared().readTree(dryRun(team.owner, id).body());
    assertThat(dryRun(team.owner, id).statusCode()).isEqualTo(202);
    assertThat(team.state(id).at("/dryRun/runId")).isEqualTo(first.at("/dryRun/runId"));

    String change = "{\"version\": %d, \"amounts\": \"totals\"}";
    assertThat(
            team.put(
                    team.owner,
                    "/imports/" + id + "/mapping",
                    change.formatted(first.path("version").asLong()))
                .statusCode())
        .isEqualTo(200);
    assertThat(team.state(id).path("dryRun").isObject()).as("of another version").isFalse();
    HttpResponse<String> stopping = dryRun(team.owner, id);
    assertThat(stopping.statusCode()).isEqualTo(409);
    assertThat(stopping.body()).contains("dry-run-stopping");
    customers.product(team.product).release();
    team.await(id, state -> dryRun(team.owner, id).statusCode() == 202);
    JsonNode again = awaitDry(id, "finished");
    assertThat(again.at("/dryRun/runId")).isNotEqualTo(first.at("/dryRun/runId"));
  }

  @Test
  void canBeStopped() {
    customers.product(team.product).hold();
    UUID id = upload(60_000);
    dryRun(team.owner, id);
    HttpResponse<String> stopped =
        team.send(team.request(team.owner, "/imports/" + id + "/dry-run").DELETE().build());
    assertThat(stopped.statusCode()).isEqualTo(200);
    customers.product(team.product).release();
    JsonNode state = awaitDry(id, "cancelled");
    assertThat(state.path("status").asString()).isEqualTo("ready");
  }

  @Test
  void isForThoseWhoMayImport() {
    UUID id = upload(5);
    assertThat(dryRun(team.viewer, id).statusCode()).isEqualTo(403);
    HttpRequest stop = team.request(team.viewer, "/imports/" + id + "/dry-run").DELETE().build();
    assertThat(team.send(stop).statusCode()).isEqualTo(403);
    assertThat(dryRun(team.owner, UUID.randomUUID()).statusCode()).isEqualTo(404);
  }
}
