package io.kundenwert.imports.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.events.Topic;
import io.kundenwert.imports.FakeCustomers;
import io.kundenwert.imports.ServiceIT;
import io.kundenwert.imports.Team;
import io.kundenwert.test.TestTopics;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Reports of the merge among others that are empty, broken, foreign, late or repeated. */
@ServiceIT
class MergeConsumersIT {
  private final FakeCustomers customers = FakeCustomers.get();
  private final Team team;

  MergeConsumersIT(@LocalServerPort int port) {
    this.team = Team.at(port);
  }

  @Test
  void progressIsCountedOnceAmongPoison() {
    UUID id = heldRun();
    String key = id + "/0";
    String topic = Topic.MERGE_PROGRESS.topicName();
    TestTopics.send(topic, key, progress(id, 10, 1, 7));
    TestTopics.send(topic, key, null);
    TestTopics.send(topic, key, "{\"runId\":");
    TestTopics.send(topic, key, "[1,2]");
    TestTopics.send(topic, key, progress(UUID.randomUUID(), 10, 1, 7));
    TestTopics.send(topic, key, progress(id, 20, 3, 16));
    TestTopics.send(topic, key, progress(id, 15, 2, 11));
    TestTopics.send(topic, key, progress(id, 20, 3, 16));
    TestTopics.send(topic, key, progress(id, 21, 4, 17));
    JsonNode state = team.await(id, like -> like.at("/run/handled").asLong() == 21);
    assertThat(state.at("/run/counts/created").asLong()).isEqualTo(17);
    assertThat(state.at("/run/counts/merged").asLong()).isEqualTo(4);
    assertThat(state.path("status").asString()).isEqualTo("merging");
  }

  @Test
  void rejectionsAreCountedOnceAmongPoison() {
    UUID id = heldRun();
    String key = id.toString();
    String topic = Topic.MERGE_REJECTIONS.topicName();
    TestTopics.send(topic, key, rejection(id, 3));
    TestTopics.send(topic, key, null);
    TestTopics.send(topic, key, "broken");
    TestTopics.send(topic, key, rejection(UUID.randomUUID(), 3));
    TestTopics.send(topic, key, rejection(id, 3));
    TestTopics.send(topic, key, rejection(id, 5));
    JsonNode state =
        team.await(
            id, like -> like.at("/run/counts/rejectedByCode/person-suppressed").asLong() == 2);
    assertThat(state.path("status").asString()).isEqualTo("merging");
    assertThat(team.get(team.owner, "/imports/" + id + "/rejected-rows").body())
        .contains("\"row\":3", "\"row\":5");
  }

  @Test
  void aReplayedRowIsRejectedNoMore() {
    UUID id = heldRun();
    String key = id.toString();
    String topic = Topic.MERGE_REJECTIONS.topicName();
    String suppressed = "person-suppressed";
    TestTopics.send(topic, key, rejection(id, 3).replace(suppressed, "row-dead"));
    TestTopics.send(topic, key, rejection(id, 4).replace(suppressed, "row-dead"));
    TestTopics.send(topic, key, rejection(id, 5));
    String path = "/run/counts/rejectedByCode/";
    team.await(id, like -> like.at(path + "row-dead").asLong() == 2);
    TestTopics.send(topic, key, rejection(id, 3).replace(suppressed, "row-replayed"));
    TestTopics.send(topic, key, rejection(id, 3).replace(suppressed, "row-replayed"));
    TestTopics.send(topic, key, rejection(id, 5).replace(suppressed, "row-replayed"));
    TestTopics.send(topic, key, rejection(id, 6));
    JsonNode state = team.await(id, like -> like.at(path + suppressed).asLong() == 2);
    assertThat(state.at(path + "row-dead").asLong()).isEqualTo(1);
    assertThat(state.at(path + "row-replayed").isMissingNode()).isTrue();
    assertThat(team.get(team.owner, "/imports/" + id + "/rejected-rows").body())
        .contains("\"row\":4", "\"row\":5", "\"row\":6")
        .doesNotContain("\"row\":3");
  }

  @Test
  void undosAreTakenOverInTheirOrderAmongPoison() {
    UUID id = heldRun();
    String key = id.toString();
    String topic = Topic.IMPORT_UNDOS.topicName();
    TestTopics.send(topic, key, undo(id, "undoing", 1, 0));
    TestTopics.send(topic, key, null);
    TestTopics.send(topic, key, "{");
    TestTopics.send(topic, key, undo(UUID.randomUUID(), "undone", 9, 90));
    TestTopics.send(topic, key, undo(id, "undone", 5, 80));
    TestTopics.send(topic, key, undo(id, "undoing", 3, 40));
    JsonNode state = team.await(id, like -> like.at("/run/undo/gone").asLong() == 80);
    assertThat(state.at("/run/undo/status").asString()).isEqualTo("undone");
    assertThat(state.at("/run/undo/customers").asLong()).isEqualTo(100);
    TestTopics.send(topic, key, undo(id, "undone", 6, 81));
    state = team.await(id, like -> like.at("/run/undo/gone").asLong() == 81);
    assertThat(state.at("/run/undo/status").asString()).isEqualTo("undone");
  }

  private String undo(UUID run, String status, long version, long gone) {
    return """
    {"runId":"%s","teamId":"%s","productId":"%s","status":"%s","version":%d,"customers":100,\
    "reversed":0,"gone":%d,"kept":0,"failed":0,"requestedBy":"%s",\
    "requestedAt":"2026-03-15T10:00:00Z","somethingNew":true}\
    """
        .formatted(run, team.id, team.product, status, version, gone, team.owner);
  }

  private UUID heldRun() {
    customers.product(team.product).hold();
    UUID id = team.start(Team.file(100));
    team.await(id, "merging");
    return id;
  }

  private String progress(UUID run, long seq, long revision, long created) {
    return """
    {"runId":"%s","teamId":"%s","productId":"%s","partition":0,"seq":%d,"revision":%d,\
    "created":%d,"updated":0,"unchanged":0,"merged":%d,"rejected":0,"dead":0,\
    "grossByCurrency":{"EUR":100},"somethingNew":true}\
    """
        .formatted(run, team.id, team.product, seq, revision, created, seq - created);
  }

  private String rejection(UUID run, long row) {
    return """
    {"runId":"%s","teamId":"%s","productId":"%s","row":%d,"code":"person-suppressed"}\
    """
        .formatted(run, team.id, team.product, row);
  }
}
