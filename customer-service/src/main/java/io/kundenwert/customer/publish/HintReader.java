package io.kundenwert.customer.publish;

import io.kundenwert.events.CustomerTouched;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.UndecodableEventException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads hints. A record that is none, or names nobody, stops nobody: it is logged by its place and
 * passed over.
 */
@Component
public class HintReader {
  private static final Logger log = LoggerFactory.getLogger(HintReader.class);

  private final EventCodec codec;

  HintReader(EventCodec codec) {
    this.codec = codec;
  }

  /** A product of which customers were changed. */
  public record Product(UUID teamId, UUID productId) {}

  /** The customers of each product that the hints name, each once. */
  public Map<Product, Set<UUID>> customers(Collection<? extends ConsumerRecord<?, ?>> hints) {
    Map<Product, Set<UUID>> customers = new LinkedHashMap<>();
    for (ConsumerRecord<?, ?> hint : hints) {
      read(hint)
          .ifPresentOrElse(
              event ->
                  customers
                      .computeIfAbsent(
                          new Product(event.teamId(), event.productId()),
                          product -> new LinkedHashSet<>())
                      .addAll(event.customerIds()),
              () -> log.warn("{}-{}@{} is no hint", hint.topic(), hint.partition(), hint.offset()));
    }
    return customers;
  }

  private Optional<CustomerTouched> read(ConsumerRecord<?, ?> hint) {
    if (!(hint.value() instanceof byte[] value)) {
      return Optional.empty();
    }
    try {
      return Optional.of(codec.decode(value, CustomerTouched.class)).filter(HintReader::isComplete);
    } catch (UndecodableEventException malformed) {
      return Optional.empty();
    }
  }

  /** What JSON leaves out is null, whatever the record's types say. */
  @SuppressWarnings("ConstantValue")
  private static boolean isComplete(CustomerTouched event) {
    return event.teamId() != null
        && event.productId() != null
        && event.customerIds() != null
        && event.customerIds().stream().allMatch(id -> id != null);
  }
}
