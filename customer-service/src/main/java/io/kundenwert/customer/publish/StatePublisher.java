package io.kundenwert.customer.publish;

import io.kundenwert.events.CustomerState;
import io.kundenwert.events.CustomerTouched;
import io.kundenwert.events.CustomerValueState;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.EventRecords;
import io.kundenwert.support.events.UndecodableEventException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
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

  private final StateReader reader;
  private final EventCodec codec;
  private final EventRecords records;
  private final Counter states;
  private final Counter tombstones;

  /** Customers whose states are in memory together. */
  private static final int PORTION = 1_000;

  private record Product(UUID teamId, UUID productId) {}

  StatePublisher(StateReader reader, EventCodec codec, EventRecords records, MeterRegistry meters) {
    this.reader = reader;
    this.codec = codec;
    this.records = records;
    this.states = meters.counter("kundenwert.publish.states");
    this.tombstones = meters.counter("kundenwert.publish.tombstones");
  }

  /** Gives the records that follow from a batch of hints, customers in portions. */
  void publishAfter(
      List<ConsumerRecord<String, byte[]>> hints,
      Consumer<ProducerRecord<String, byte[]>> published) {
    Map<Product, Set<UUID>> touched = new LinkedHashMap<>();
    for (ConsumerRecord<String, byte[]> hint : hints) {
      CustomerTouched event = event(hint);
      if (event != null) {
        touched
            .computeIfAbsent(
                new Product(event.teamId(), event.productId()), p -> new LinkedHashSet<>())
            .addAll(event.customerIds());
      }
    }
    touched.forEach(
        (product, ids) -> {
          List<UUID> all = List.copyOf(ids);
          for (int from = 0; from < all.size(); from += PORTION) {
            publish(product, all.subList(from, Math.min(all.size(), from + PORTION)), published);
          }
        });
  }

  private void publish(
      Product product, List<UUID> ids, Consumer<ProducerRecord<String, byte[]>> published) {
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
        published.accept(customers.record(id.toString(), state.customer()));
        published.accept(values.record(id.toString(), state.value()));
        states.increment();
      }
    }
  }

  /** The hint; null for a record that is none: there is nothing to look up. */
  private @Nullable CustomerTouched event(ConsumerRecord<String, byte[]> hint) {
    try {
      return codec.decode(hint.value(), CustomerTouched.class);
    } catch (UndecodableEventException bad) {
      log.warn("{}-{}@{} is no hint", hint.topic(), hint.partition(), hint.offset());
      return null;
    }
  }
}
