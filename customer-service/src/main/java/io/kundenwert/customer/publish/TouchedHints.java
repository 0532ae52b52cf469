package io.kundenwert.customer.publish;

import io.kundenwert.events.CustomerTouched;
import io.kundenwert.events.Topic;
import io.kundenwert.support.events.EventRecords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.stereotype.Component;

/**
 * Sends the hints that customers were changed. A hint is sent after the commit of the change, or
 * with it through the outbox; it says where to look, not what is there.
 */
@Component
public class TouchedHints {
  private static final String TOPIC = Topic.CUSTOMER_TOUCHED.topicName();

  private final Producer<String, byte[]> producer;
  private final EventRecords records;

  TouchedHints(Producer<String, byte[]> announcementProducer, EventRecords records) {
    this.producer = announcementProducer;
    this.records = records;
  }

  /**
   * Sends hints for customers of a product: few records for many customers, each in the partition
   * where all hints for its customers lie. Whoever calls waits for the answers and repeats the call
   * until all of them are good.
   */
  public List<Future<RecordMetadata>> send(
      UUID teamId, UUID productId, Collection<UUID> customerIds) {
    // The topic is made with its final number of partitions.
    int partitions = producer.partitionsFor(TOPIC).size();
    SortedMap<Integer, List<UUID>> byPartition = new TreeMap<>();
    for (UUID id : customerIds) {
      byPartition
          .computeIfAbsent(CustomerTouched.partition(id, partitions), p -> new ArrayList<>())
          .add(id);
    }
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    byPartition.forEach(
        (partition, ids) -> {
          for (int from = 0; from < ids.size(); from += CustomerTouched.MAX_CUSTOMERS) {
            List<UUID> some =
                ids.subList(from, Math.min(ids.size(), from + CustomerTouched.MAX_CUSTOMERS));
            sent.add(producer.send(record(partition, teamId, productId, some)));
          }
        });
    return sent;
  }

  private ProducerRecord<String, byte[]> record(
      int partition, UUID teamId, UUID productId, List<UUID> ids) {
    return records.record(
        partition, productId.toString(), new CustomerTouched(teamId, productId, ids));
  }
}
