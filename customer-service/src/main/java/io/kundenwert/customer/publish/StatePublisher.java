package io.kundenwert.customer.publish;

import io.kundenwert.events.CustomerState;
import io.kundenwert.events.CustomerTouched;
import io.kundenwert.events.CustomerValueState;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.EventRecords;
import io.kundenwert.support.events.UndecodableEventException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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

  private record Product(UUID teamId, UUID productId) {}

  StatePublisher(StateReader reader, EventCodec codec, EventRecords records, MeterRegistry meters) {
    this.reader = reader;
    this.codec = codec;
    this.records = records;
    this.states = meters.counter("kundenwert.publish.states");
    this.tombstones = meters.counter("kundenwert.publish.tombstones");
  }

  /** The records that follow from a batch of hints. */
  List<ProducerRecord<String, byte[]>> statesAfter(List<ConsumerRecord<String, byte[]>> hints) {
    Map<Product, Set<UUID>> touched = new LinkedHashMap<>();
    for (ConsumerRecord<String, byte[]> hint : hints) {
      CustomerTouched event = event(hint);
      if (event != null) {
        touched
            .computeIfAbsent(
                new Product(event.teamId(), event.productId()), p -> new LinkedHashSet<>())
            .add(UUID.fromString(hint.key()));
      }
    }
    List<ProducerRecord<String, byte[]>> published = new ArrayList<>();
    touched.forEach((product, ids) -> publish(product, ids, published));
    return published;
  }

  private void publish(
      Product product, Set<UUID> ids, List<ProducerRecord<String, byte[]>> published) {
    Map<UUID, StateReader.State> current = reader.read(product.teamId(), product.productId(), ids);
    for (UUID id : ids) {
      StateReader.State state = current.get(id);
      if (state == null) {
        published.add(records.tombstone(id.toString(), CustomerState.class));
        published.add(records.tombstone(id.toString(), CustomerValueState.class));
        tombstones.increment();
      } else {
        published.add(records.record(id.toString(), state.customer()));
        published.add(records.record(id.toString(), state.value()));
        states.increment();
      }
    }
  }

  /** The hint; null for a record that is none: there is nothing to look up. */
  private @Nullable CustomerTouched event(ConsumerRecord<String, byte[]> hint) {
    try {
      UUID.fromString(hint.key());
      return codec.decode(hint.value(), CustomerTouched.class);
    } catch (UndecodableEventException | IllegalArgumentException | NullPointerException bad) {
      log.warn("{}-{}@{} is no hint", hint.topic(), hint.partition(), hint.offset());
      return null;
    }
  }
}
