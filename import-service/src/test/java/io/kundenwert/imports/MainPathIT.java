package io.kundenwert.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.ImportedRow;
import io.kundenwert.events.RunMode;
import io.kundenwert.test.TestTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceIT
class MainPathIT {
  @LocalServerPort int port;

  @Test
  void isReady() {
    Team team = Team.at(port);
    assertThat(
            team.send(
                    java.net.http.HttpRequest.newBuilder(
                            java.net.URI.create(
                                "http://localhost:" + port + "/actuator/health/readiness"))
                        .build())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void importsAFileToItsEnd() {
    FakeCustomers customers = FakeCustomers.get();
    Team team = Team.at(port);
    UUID id = team.start(Team.file(1_000) + "kaputt;Ohne Adresse;1,00 €;15.01.2024\n");
    JsonNode done = team.await(id, "finished");
    assertThat(done.at("/run/rows").asLong()).isEqualTo(1_001);
    assertThat(done.at("/run/counts/created").asLong()).isEqualTo(900);
    assertThat(done.at("/run/counts/merged").asLong()).isEqualTo(100);
    assertThat(done.at("/run/counts/rejected").asLong()).isEqualTo(1);
    assertThat(done.at("/run/handled").asLong()).isEqualTo(1_001);
    assertThat(done.at("/run/sums/0/minor").asString()).isEqualTo("90000");
    FakeCustomers.Merged merged = customers.run(id);
    assertThat(merged.rows())
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 1_000).boxed().toList());
    assertThat(merged.duplicates()).isZero();
    assertThat(merged.gaps()).isZero();
    assertThat(merged.run().amounts()).isEqualTo(AmountMeaning.NEW);
    assertThat(merged.run().mode()).isEqualTo(RunMode.IMPORT);
    ImportedRow first =
        merged.values().stream()
            .filter(row -> row.emailKey().equals("kunde1@example.com"))
            .findFirst()
            .orElseThrow();
    assertThat(first.totalSpend()).isEqualTo(100_150);
    assertThat(first.currency()).isEqualTo("EUR");
  }

  @Test
  void tellsTheStatesOfARun() {
    FakeCustomers.get();
    Team team = Team.at(port);
    UUID id = team.start(Team.file(10));
    team.await(id, "finished");
    List<JsonNode> states =
        TestTopics.records("import.runs.v1", id.toString(), 3).stream()
            .map(record -> JsonMapper.shared().readTree(String.valueOf(record.value())))
            .toList();
    assertThat(states.stream().map(state -> state.path("version").asLong())).isSorted();
    assertThat(states.getFirst().path("status").asString()).isEqualTo("starting");
    JsonNode last = states.getLast();
    assertThat(last.path("runId").asString()).isEqualTo(id.toString());
    assertThat(last.path("teamId").asString()).isEqualTo(team.id.toString());
    assertThat(last.path("startedBy").asString()).isEqualTo(team.owner.toString());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              JsonNode end =
                  JsonMapper.shared()
                      .readTree(
                          String.valueOf(
                              TestTopics.records("import.runs.v1", id.toString(), 3)
                                  .getLast()
                                  .value()));
              assertThat(end.path("status").asString()).isEqualTo("finished");
              assertThat(end.at("/counts/created").asLong()).isEqualTo(9);
              assertThat(end.at("/counts/merged").asLong()).isEqualTo(1);
              assertThat(end.path("endedAt").asString()).isNotEmpty();
            });
  }

  @Test
  void registersTheRunOnceWithWhatItIs() {
    FakeCustomers customers = FakeCustomers.get();
    Team team = Team.at(port);
    JsonNode state = team.start(Team.file(10), Map.of("source", "Shop Nord", "amounts", "totals"));
    UUID id = UUID.fromString(state.path("id").asString());
    team.await(id, "finished");
    assertThat(team.post(team.owner, "/imports/" + id + "/start", "{}").statusCode())
        .isEqualTo(200);
    assertThat(customers.registrations(id)).hasSize(1);
    JsonNode said = customers.registrations(id).getFirst();
    assertThat(said.path("sourceName").asString()).isEqualTo("Shop Nord");
    assertThat(said.path("amounts").asString()).isEqualTo("totals");
    assertThat(said.path("mode").asString()).isEqualTo("import");
    assertThat(said.path("rows").asLong()).isEqualTo(10);
    assertThat(said.path("sha256").asString()).hasSize(64);
    assertThat(customers.run(id).run().amounts()).isEqualTo(AmountMeaning.TOTALS);
  }
}
