package io.kundenwert.customer.restore;

import io.kundenwert.events.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** Reads a topic from its beginning to where it ends now, outside any consumer group. */
@Component
class TopicScan {
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaProperties kafka;

  TopicScan(KafkaProperties kafka) {
    this.kafka = kafka;
  }

  /** Visits what is committed, in order within a partition; values can be null. */
  void read(Topic topic, Consumer<ConsumerRecord<String, byte[]>> visitor) {
    Map<String, Object> config = new HashMap<>(kafka.buildConsumerProperties());
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Set<Integer> left = new TreeSet<>();
      partitions.forEach(partition -> left.add(partition.partition()));
      while (!left.isEmpty()) {
        consumer.poll(POLL).forEach(visitor);
        partitions.forEach(
            partition -> {
              if (consumer.position(partition) >= ends.getOrDefault(partition, 0L)) {
                left.remove(partition.partition());
              }
            });
      }
    }
  }
}
