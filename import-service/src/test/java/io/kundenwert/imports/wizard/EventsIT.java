package io.kundenwert.imports.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.imports.FakeCustomers;
import io.kundenwert.imports.Replica;
import io.kundenwert.imports.ServiceIT;
import io.kundenwert.imports.Team;
import io.kundenwert.test.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Live progress, whichever replica a browser is connected to. */
@ServiceIT
class EventsIT {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final FakeCustomers customers = FakeCustomers.get();
  private final int port;
  private final Team team;

  EventsIT(@LocalServerPort int port) {
    this.port = port;
    this.team = Team.at(port);
  }

  private record Event(String id, JsonNode data) {}

  @Test
  void everyReplicaStreamsARunToItsEnd() {
    customers.product(team.product).hold();
    UUID id = team.start(Team.file(3_000));
    try (Replica replica = Replica.start()) {
      CompletableFuture<List<Event>> here = follow(port, id, null);
      CompletableFuture<List<Event>> there = follow(replica.port(), id, null);
      team.await(id, state -> state.at("/run/published").asLong() == 2_000);
      customers.product(team.product).release();
      for (List<Event> events : List.of(here.join(), there.join())) {
        assertThat(events.size()).isGreaterThan(1);
        JsonNode last = events.getLast().data();
        assertThat(last.path("status").asString()).isEqualTo("finished");
        assertThat(last.at("/run/handled").asLong()).isEqualTo(3_000);
        assertThat(events.stream().map(Event::id)).doesNotHaveDuplicates();
        List<Long> handled =
            events.stream().map(event -> event.data().at("/run/handled").asLong()).toList();
        assertThat(handled).isSorted();
      }
    }
  }

  @Test
  void whoComesAfterTheEndGetsTheResultAndTheStreamEnds() {
    UUID id = team.start(Team.file(10));
    team.await(id, "finished");
    List<Event> events = follow(port, id, null).join();
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().data().path("status").asString()).isEqualTo("finished");
    assertThat(follow(port, id, events.getFirst().id()).join()).isEmpty();
    assertThat(follow(port, id, "1.1").join()).hasSize(1);
  }

  private CompletableFuture<List<Event>> follow(
      int at, UUID importId, @org.jspecify.annotations.Nullable String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:%d/api/v1/teams/%s/imports/%s/events"
                        .formatted(at, team.id, importId)))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", TestTokens.bearer(team.owner));
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return CompletableFuture.supplyAsync(() -> read(request.build()));
  }

  private List<Event> read(HttpRequest request) {
    List<Event> events = new ArrayList<>();
    try {
      HttpResponse<Stream<String>> response =
          http.send(request, HttpResponse.BodyHandlers.ofLines());
      assertThat(response.statusCode()).isEqualTo(200);
      String id = "";
      for (String line : (Iterable<String>) response.body()::iterator) {
        if (line.startsWith("id:")) {
          id = line.substring(3);
        } else if (line.startsWith("data:")) {
          events.add(new Event(id, JSON.readTree(line.substring(5))));
        }
      }
      return events;
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
