package io.kundenwert.customer.publish;

import io.kundenwert.events.CustomerState;
import io.kundenwert.events.CustomerValueState;
import io.kundenwert.support.events.EventRecords;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Turns hints into states: each customer of a batch once, as it is now, or a tombstone if it is
 * gone. It runs within a Kafka transaction that holds the hints' offsets, so that who lost the
 * partition cannot publish what it had read before.
 */
@Component
class StatePublisher {
  private static final Logger log = LoggerFactory.getLogger(StatePublisher.class);

  /** Bytes; the broker takes a little more. */
  private static final int LARGEST = 1_000_000;

  /** Customers whose states are in memory together. */
  private static final int PORTION = 1_000;

  private final HintReader hintReader;
  private final StateReader reader;
  private final EventRecords records;
  private final Counter states;
  private final Counter tombstones;

  StatePublisher(
      HintReader hintReader, StateReader reader, EventRecords records, MeterRegistry meters) {
    this.hintReader = hintReader;
    this.reader = reader;
    this.records = records;
    this.states = meters.counter("kundenwert.publish.states");
    this.tombstones = meters.counter("kundenwert.publish.tombstones");
  }

  /** Gives the records that follow from a batch of hints, customers in portions. */
  void publishAfter(
      List<ConsumerRecord<String, byte[]>> hints,
      Consumer<ProducerRecord<String, byte[]>> published) {
    hintReader
        .customers(hints)
        .forEach(
            (product, ids) -> {
              List<UUID> all = List.copyOf(ids);
              for (int from = 0; from < all.size(); from += PORTION) {
                publish(
                    product, all.subList(from, Math.min(all.size(), from + PORTION)), published);
              }
            });
  }

  private void publish(
      HintReader.Product product,
      List<UUID> ids,
      Consumer<ProducerRecord<String, byte[]>> published) {
    Map<UUID, StateReader.State> current = reader.read(product.teamId(), product.productId(), ids);
    EventRecords.Series customers = records.series(CustomerState.class);
    EventRecords.Series values = records.series(CustomerValueState.class);
    for (UUID id : ids) {
      StateReader.State state = current.get(id);
      if (state == null) {
        published.accept(customers.tombstone(id.toString()));
        published.accept(values.tombstone(id.toString()));
        tombstones.increment();
      } else {
        ProducerRecord<String, byte[]> customer = customers.record(id.toString(), state.customer());
        if (customer.value().length > LARGEST) {
          // Better without this state than that nobody's is published.
          log.error("The state of customer {} is too large to be published", id);
          continue;
        }
        published.accept(customer);
        published.accept(values.record(id.toString(), state.value()));
        states.increment();
      }
    }
  }
}
