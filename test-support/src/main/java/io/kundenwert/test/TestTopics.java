package io.kundenwert.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What lies in topics, and what tests put there. */
public final class TestTopics {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TestTopics() {}

  /**
   * All committed records of a key, in order, as soon as there are so many. The topic must exist.
   *
   * @throws org.awaitility.core.ConditionTimeoutException if there are fewer after 30 seconds
   */
  public static List<ConsumerRecord<String, @Nullable String>> records(
      String topic, String key, int atLeast) {
    List<ConsumerRecord<String, @Nullable String>> found = new ArrayList<>();
    try (KafkaConsumer<String, @Nullable String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", Engines.kafka(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                for (ConsumerRecord<String, @Nullable String> record :
                    consumer.poll(Duration.ofMillis(200))) {
                  if (key.equals(record.key())) {
                    found.add(record);
                  }
                }
                return found.size() >= atLeast;
              });
    }
    return found;
  }

  /** All committed records of a topic as it is now, in order within a partition. */
  public static List<ConsumerRecord<String, @Nullable String>> all(String topic) {
    List<ConsumerRecord<String, @Nullable String>> found = new ArrayList<>();
    try (KafkaConsumer<String, @Nullable String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", Engines.kafka(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(found::add);
      }
    }
    return found;
  }

  /** Sends a record and returns when the broker has it. A null value is a tombstone. */
  public static void send(String topic, String key, @Nullable String value) {
    send(new ProducerRecord<>(topic, key, value));
  }

  /** The same, with headers or to a partition. */
  public static void send(ProducerRecord<String, @Nullable String> record) {
    try (KafkaProducer<String, @Nullable String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", Engines.kafka(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(record).get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    }
  }
}
