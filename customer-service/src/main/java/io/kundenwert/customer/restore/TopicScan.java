package io.kundenwert.customer.restore;

import io.kundenwert.events.Topic;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.UndecodableEventException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** Reads a topic from its beginning to where it ends now, outside any consumer group. */
@Component
class TopicScan {
  private static final Logger log = LoggerFactory.getLogger(TopicScan.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaProperties kafka;
  private final EventCodec codec;

  TopicScan(KafkaProperties kafka, EventCodec codec) {
    this.kafka = kafka;
    this.codec = codec;
  }

  /**
   * Visits what is committed, in order within a partition, without tombstones. A record that is
   * none of that type is logged by its place and passed over.
   */
  <T> void read(Topic topic, Class<T> type, Consumer<T> visitor) {
    read(
        topic,
        record -> {
          if (record.value() != null) {
            try {
              visitor.accept(codec.decode(record.value(), type));
            } catch (UndecodableEventException foreign) {
              log.warn(
                  "{}-{}@{} is passed over", record.topic(), record.partition(), record.offset());
            }
          }
        });
  }

  private void read(Topic topic, Consumer<ConsumerRecord<String, byte[]>> visitor) {
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
