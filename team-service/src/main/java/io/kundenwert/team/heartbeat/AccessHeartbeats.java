package io.kundenwert.team.heartbeat;

import io.kundenwert.events.AccessHeartbeat;
import io.kundenwert.events.Topic;
import io.kundenwert.support.events.EventRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells each partition of {@code team.access.v1} up to which moment it is complete: up to now, or
 * up to the oldest change that still waits in the outbox. If that hangs, readers notice that they
 * do not know everything. Of several instances each sends; twice is harmless.
 */
@Component
class AccessHeartbeats implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(AccessHeartbeats.class);

  private final Producer<String, byte[]> producer;
  private final EventRecords records;
  private final JdbcClient jdbc;
  private final Clock clock;

  AccessHeartbeats(KafkaProperties kafka, EventRecords records, JdbcClient jdbc, Clock clock) {
    Map<String, Object> config = new HashMap<>(kafka.buildProducerProperties());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1024L * 1024);
    // A heartbeat that comes late is of no use.
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
    this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    this.records = records;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${kundenwert.access.heartbeat}")
  void send() {
    AccessHeartbeat heartbeat = new AccessHeartbeat(completeUntil());
    for (PartitionInfo partition : producer.partitionsFor(Topic.TEAM_ACCESS.topicName())) {
      int number = partition.partition();
      Future<RecordMetadata> unused =
          producer.send(
              records.record(number, AccessHeartbeat.key(number), heartbeat),
              (sent, failure) -> {
                if (failure != null) {
                  log.warn("A heartbeat was not sent: {}", failure.getClass().getSimpleName());
                }
              });
    }
  }

  /** The relay deletes a record once the broker has it: what waits no more is in the topic. */
  private Instant completeUntil() {
    // Before the look: what is decided after it is not covered.
    Instant now = clock.instant();
    return jdbc.sql(
            """
            SELECT min(created_at) FROM outbox_record
             WHERE status <> 'COMPLETED' AND payload LIKE '%"team.access.v1"%'
            """)
        .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
        .single()
        .map(OffsetDateTime::toInstant)
        .filter(now::isAfter)
        .orElse(now);
  }

  @Override
  public void destroy() {
    producer.close(Duration.ofSeconds(2));
  }
}
