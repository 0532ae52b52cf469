package io.kundenwert.notification.live;

import io.kundenwert.events.CustomerTouched;
import io.kundenwert.events.ImportRunState;
import io.kundenwert.events.NotificationDelivery;
import io.kundenwert.events.Topic;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.UndecodableEventException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads what is new from the ends of topics. Every replica hears everything, since each has streams
 * of its own, so there is no consumer group; after a break all listeners are told to ask for
 * everything.
 */
@Component
class HintTopics implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(HintTopics.class);
  private static final List<Topic> TOPICS =
      List.of(Topic.IMPORT_RUNS, Topic.CUSTOMER_TOUCHED, Topic.NOTIFICATION_DELIVERIES);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Map<String, Object> config;
  private final EventCodec codec;
  private final HintHub hub;
  private volatile boolean running;
  private volatile @Nullable Consumer<String, byte[]> consumer;
  private @Nullable Thread reader;

  HintTopics(KafkaProperties kafka, EventCodec codec, HintHub hub) {
    this.config = new HashMap<>(kafka.buildConsumerProperties());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    this.codec = codec;
    this.hub = hub;
  }

  @Override
  public void start() {
    running = true;
    reader = Thread.ofPlatform().daemon().name("hints").start(this::readUntilStopped);
  }

  private void readUntilStopped() {
    while (running) {
      try (Consumer<String, byte[]> opened =
          new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
        consumer = opened;
        read(opened);
      } catch (WakeupException stopped) {
        return;
      } catch (RuntimeException failure) {
        log.warn("Hints are not heard at the moment: {}", failure.toString());
        if (!pause()) {
          return;
        }
      }
    }
  }

  private void read(Consumer<String, byte[]> opened) {
    List<TopicPartition> partitions =
        TOPICS.stream()
            .flatMap(topic -> opened.partitionsFor(topic.topicName()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    opened.assign(partitions);
    opened.seekToEnd(partitions);
    // The ends are looked up now, not at the first poll.
    partitions.forEach(opened::position);
    hub.tellAll(Hint.ALL);
    while (running) {
      for (ConsumerRecord<String, byte[]> record : opened.poll(POLL)) {
        hear(record);
      }
    }
  }

  private void hear(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      if (record.topic().equals(Topic.CUSTOMER_TOUCHED.topicName())) {
        CustomerTouched touched = codec.decode(record.value(), CustomerTouched.class);
        if (areThere(touched.teamId(), touched.productId())) {
          hub.tell(touched.teamId(), Hint.customers(touched.productId()), null);
        }
      } else if (record.topic().equals(Topic.IMPORT_RUNS.topicName())) {
        ImportRunState run = codec.decode(record.value(), ImportRunState.class);
        if (areThere(run.teamId(), run.productId(), run.runId())) {
          hub.tell(run.teamId(), Hint.imports(run.productId(), run.runId()), null);
        }
      } else {
        NotificationDelivery delivery = codec.decode(record.value(), NotificationDelivery.class);
        if ("inbox".equals(delivery.channel()) && areThere(delivery.teamId(), delivery.userId())) {
          hub.tell(delivery.teamId(), Hint.INBOX, delivery.userId());
        }
      }
    } catch (UndecodableEventException poison) {
      // Its own consumer says so; a browser only asks a little later.
      log.debug("{}-{}@{} is no hint", record.topic(), record.partition(), record.offset());
    }
  }

  /** What JSON leaves out is null, whatever the record's types say. */
  private static boolean areThere(@Nullable UUID... ids) {
    return Stream.of(ids).allMatch(Objects::nonNull);
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
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
