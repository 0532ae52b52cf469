package io.kundenwert.support.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.events.AccessHeartbeat;
import io.kundenwert.events.EventHeaders;
import io.kundenwert.events.TeamAccess;
import io.kundenwert.events.Topic;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.EventRecords;
import io.kundenwert.support.events.UndecodableEventException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads {@code team.access.v1} from its beginning into memory: every replica has the whole view, so
 * there is no consumer group. The service is not ready until the view has reached the end that the
 * topic had when it started, and was current once. Later the view may become stale: then the
 * service stays ready and refuses, since another replica would not know more.
 */
final class TopicAccessView implements AccessView, SmartLifecycle, HealthIndicator {
  private static final Logger log = LoggerFactory.getLogger(TopicAccessView.class);

  private static final String STATE = EventRecords.typeOf(TeamAccess.class).value();
  private static final String HEARTBEAT = EventRecords.typeOf(AccessHeartbeat.class).value();

  private final ConsumerFactory<String, byte[]> consumers;
  private final EventCodec codec;
  private final Map<UUID, TeamAccess> teams = new ConcurrentHashMap<>();
  private final Freshness freshness;
  private volatile boolean caughtUp;
  private volatile boolean wasCurrent;
  private volatile boolean running;
  private volatile @Nullable Consumer<String, byte[]> consumer;
  private @Nullable Thread reader;

  TopicAccessView(
      ConsumerFactory<String, byte[]> consumers, EventCodec codec, Freshness freshness) {
    this.consumers = consumers;
    this.codec = codec;
    this.freshness = freshness;
  }

  @Override
  public boolean isStale() {
    return freshness.isStale();
  }

  @Override
  public @Nullable TeamAccess team(UUID teamId) {
    return teams.get(teamId);
  }

  @Override
  public void apply(TeamAccess state) {
    teams.merge(
        state.teamId(), state, (known, next) -> next.version() > known.version() ? next : known);
  }

  @Override
  public Health health() {
    return wasCurrent ? Health.up().build() : Health.outOfService().build();
  }

  @Override
  public void start() {
    running = true;
    freshness.begin();
    Thread thread = new Thread(this::readUntilStopped, "access-view");
    thread.setDaemon(true);
    reader = thread;
    thread.start();
  }

  private void readUntilStopped() {
    while (running) {
      try (Consumer<String, byte[]> opened = consumers.createConsumer()) {
        consumer = opened;
        read(opened);
      } catch (WakeupException stopped) {
        return;
      } catch (RuntimeException failure) {
        log.warn("The access view lost its connection and starts over: {}", failure.toString());
        if (!pause()) {
          return;
        }
      }
    }
  }

  private void read(Consumer<String, byte[]> opened) {
    List<TopicPartition> partitions =
        opened.partitionsFor(Topic.TEAM_ACCESS.topicName()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    freshness.expect(partitions.stream().map(TopicPartition::partition).toList());
    opened.assign(partitions);
    opened.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = new HashMap<>(opened.endOffsets(partitions));
    while (running) {
      for (ConsumerRecord<String, byte[]> record : opened.poll(Duration.ofMillis(500))) {
        take(record);
      }
      if (!caughtUp) {
        ends.entrySet().removeIf(end -> opened.position(end.getKey()) >= end.getValue());
        caughtUp = ends.isEmpty();
      }
      wasCurrent = wasCurrent || (caughtUp && !isStale());
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try {
      String type = typeOf(record);
      if (type.equals(HEARTBEAT)) {
        if (record.value() != null) {
          freshness.heard(
              record.partition(), codec.decode(record.value(), AccessHeartbeat.class).at());
        }
      } else if (!type.equals(STATE)) {
        log.debug("A record of type {} is for later versions", type);
      } else if (record.value() == null) {
        teams.remove(UUID.fromString(record.key()));
      } else {
        apply(codec.decode(record.value(), TeamAccess.class));
      }
    } catch (UndecodableEventException | IllegalArgumentException poison) {
      // The rights of one team stay as they were; the record stays in the topic for inspection.
      log.error(
          "Unreadable access record at {}-{}@{}",
          record.topic(),
          record.partition(),
          record.offset(),
          poison);
    }
  }

  private static String typeOf(ConsumerRecord<String, byte[]> record) {
    Header type = record.headers().lastHeader(EventHeaders.TYPE);
    return type == null ? STATE : new String(type.value(), UTF_8);
  }

  private boolean pause() {
    try {
      Thread.sleep(500);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void stop() {
    running = false;
    Consumer<String, byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    Thread thread = reader;
    if (thread != null) {
      try {
        thread.join(Duration.ofSeconds(5));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
