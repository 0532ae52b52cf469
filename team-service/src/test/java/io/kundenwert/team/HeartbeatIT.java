package io.kundenwert.team;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.events.AccessHeartbeat;
import io.kundenwert.events.EventHeaders;
import io.kundenwert.test.TestTopics;
import io.kundenwert.test.WithEngines;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Readers are told until when they know everything (D1). */
@SpringBootTest(
    classes = TeamServiceApplication.class,
    properties = {"spring.config.name=team-service", "KUNDENWERT_DEMO=true"})
@AutoConfigureMockMvc
@WithEngines("kundenwert_team")
class HeartbeatIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Autowired JdbcClient jdbc;

  @Test
  void eachPartitionIsToldUntilWhenItIsComplete() {
    Instant before = Instant.now();
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(newest())
                    .hasSize(3)
                    .allSatisfy((partition, at) -> assertThat(at).isAfter(before)));
  }

  @Test
  void whatWaitsInTheOutboxIsNotCovered() {
    OffsetDateTime decided = Instant.now().minusSeconds(40).atOffset(ZoneOffset.UTC);
    String id = UUID.randomUUID().toString();
    // A change that no relay takes: it is due in an hour.
    jdbc.sql(
            """
            INSERT INTO outbox_record (id, status, record_key, record_type, payload, created_at,
                                       failure_count, next_retry_at, partition_no, handler_id)
            VALUES (?, 'NEW', ?, 'test', '{"topic":"team.access.v1"}', ?, 3,
                    now() + interval '1 hour', 0, 'test')
            """)
        .params(id, id, decided)
        .update();
    try {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(newest().values())
                      .allSatisfy(
                          at ->
                              assertThat(Duration.between(decided.toInstant(), at).abs())
                                  .isLessThan(Duration.ofMillis(1))));
    } finally {
      jdbc.sql("DELETE FROM outbox_record WHERE id = ?").param(id).update();
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(newest().values())
                    .allSatisfy(at -> assertThat(at).isAfter(Instant.now().minusSeconds(20))));
  }

  /** What the last heartbeat of each partition says. */
  private static Map<Integer, Instant> newest() {
    Map<Integer, Instant> newest = new TreeMap<>();
    for (var record : TestTopics.all("team.access.v1")) {
      var type = record.headers().lastHeader(EventHeaders.TYPE);
      if (type != null && new String(type.value(), UTF_8).equals("team.access-heartbeat.v1")) {
        assertThat(record.key()).isEqualTo(AccessHeartbeat.key(record.partition()));
        newest.put(
            record.partition(),
            JsonMapper.shared().readValue(record.value(), AccessHeartbeat.class).at());
      }
    }
    return newest;
  }
}
