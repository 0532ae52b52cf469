package io.kundenwert.customer.directory;

import io.kundenwert.customer.pace.MassChanges;
import io.kundenwert.events.CustomerTouched;
import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.UndecodableEventException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Brings hints that customers were touched to the search. */
@Configuration(proxyBeanMethods = false)
class TouchedCustomers {
  private static final Logger log = LoggerFactory.getLogger(TouchedCustomers.class);
  private static final int CHUNK = 5_000;

  private record Product(UUID teamId, UUID productId) {}

  @Bean
  Consumer<Message<List<ConsumerRecord<?, ?>>>> touchedForSearch(
      EventCodec codec, SearchFiller filler, MassChanges massChanges) {
    return batch -> {
      massChanges.awaitCalm(Instant.ofEpochMilli(batch.getPayload().getFirst().timestamp()));
      Map<Product, Set<UUID>> products = new LinkedHashMap<>();
      for (ConsumerRecord<?, ?> hint : batch.getPayload()) {
        read(codec, hint, products);
      }
      products.forEach((product, ids) -> fill(filler, product, List.copyOf(ids)));
    };
  }

  private static void fill(SearchFiller filler, Product product, List<UUID> ids) {
    for (int from = 0; from < ids.size(); from += CHUNK) {
      filler.fill(
          product.teamId(),
          product.productId(),
          new ArrayList<>(ids.subList(from, Math.min(ids.size(), from + CHUNK))));
    }
  }

  private static void read(
      EventCodec codec, ConsumerRecord<?, ?> hint, Map<Product, Set<UUID>> products) {
    try {
      if (hint.value() instanceof byte[] value) {
        CustomerTouched touched = codec.decode(value, CustomerTouched.class);
        products
            .computeIfAbsent(
                new Product(touched.teamId(), touched.productId()), p -> new LinkedHashSet<>())
            .addAll(touched.customerIds());
      }
    } catch (UndecodableEventException poison) {
      // The publisher of states sets the record aside; the nightly comparison finds who it meant.
      log.error(
          "Unreadable hint at {}-{}@{}", hint.topic(), hint.partition(), hint.offset(), poison);
    }
  }
}
