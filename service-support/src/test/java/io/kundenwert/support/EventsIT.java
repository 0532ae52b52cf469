package io.kundenwert.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.kundenwert.events.TeamState;
import io.kundenwert.support.TestService.Things;
import io.kundenwert.test.Engines;
import io.kundenwert.test.TestTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SupportIT
class EventsIT {
  @Autowired TestService service;
  @Autowired Things things;
  @Autowired JdbcClient jdbc;

  @Test
  void whatIsCommittedArrivesInOrderAndWhatIsNotNever() {
    UUID team = UUID.randomUUID();
    assertThatIllegalStateException().isThrownBy(() -> things.rename(team, 3, true));
    things.rename(team, 40, false);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(versions(team))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList()));
    // What was sent is gone from the outbox: it held what the event holds.
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql("SELECT count(*) FROM outbox_record").query(Long.class).single())
                    .isZero());
  }

  @Test
  void poisonIsSetAsideAndNothingElseIsLost() {
    UUID team = UUID.randomUUID();
    String key = team.toString();
    String good =
        """
        {"teamId":"%s","version":%d,"name":"n","plan":"enterprise","monthlyCredits":0}""";
    TestTopics.send("team.teams.v1", key, good.formatted(team, 1));
    TestTopics.send("team.teams.v1", key, "");
    TestTopics.send("team.teams.v1", key, "{\"teamId\": \"half of an ob");
    TestTopics.send("team.teams.v1", key, "{\"teamId\": \"no id\"}");
    TestTopics.send("team.teams.v1", key, "[]");
    TestTopics.send("team.teams.v1", key, good.formatted(team, 2));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(versions(team)).containsExactly(1, 2));
    assertThat(deadLetters(key))
        .containsExactly("", "{\"teamId\": \"half of an ob", "{\"teamId\": \"no id\"}", "[]");
  }

  private List<Integer> versions(UUID team) {
    return service.heard.stream()
        .filter(state -> state.teamId().equals(team))
        .map(TeamState::version)
        .map(Math::toIntExact)
        .toList();
  }

  private static List<String> deadLetters(String key) {
    TopicPartition partition = new TopicPartition("test-service.dead-letters.v1", 0);
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", Engines.kafka()),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          if (key.equals(record.key())) {
            values.add(record.value());
          }
        }
      }
    }
    return values;
  }
}
