package io.kundenwert.customer.merge;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Decides where reading goes on when partitions are assigned. Rows: at the offset stored with their
 * effects if the group's is higher, so that a restored database reads again what it lost; at the
 * group's if that is the lower one, so that a batch committed but not yet announced comes again.
 * Product settings: at the start, since they are few and a restored database lacks some.
 */
@Component
class StoredOffsets implements KafkaBindingRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(StoredOffsets.class);
  private static final String ROWS = "importedRows-in-0";
  private static final List<String> FROM_START = List.of("productSettings-in-0");

  private final JdbcClient jdbc;

  StoredOffsets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void onPartitionsAssigned(
      String binding,
      Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions,
      boolean initial) {
    if (FROM_START.contains(binding)) {
      consumer.seekToBeginning(partitions);
    } else if (binding.equals(ROWS)) {
      seekRows(consumer, partitions);
    }
  }

  private void seekRows(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        consumer.committed(new HashSet<>(partitions));
    Map<TopicPartition, Long> stored = stored(partitions);
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata group = committed.get(partition);
      if (group == null) {
        // Nothing was acknowledged yet: reading starts at the first record anyway.
        continue;
      }
      long own = stored.getOrDefault(partition, 0L);
      if (own < group.offset()) {
        log.info("{} is read from {} again, not from {}", partition, own, group.offset());
        consumer.seek(partition, own);
      }
    }
  }

  private Map<TopicPartition, Long> stored(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> stored = new HashMap<>();
    jdbc.sql("SELECT topic, partition, next_offset FROM consumed WHERE topic = ANY(?)")
        .param(partitions.stream().map(TopicPartition::topic).distinct().toArray(String[]::new))
        .query(
            row -> {
              stored.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
            });
    return stored;
  }
}
