package io.kundenwert.customer.directory;

import io.kundenwert.customer.pace.MassChanges;
import io.kundenwert.customer.publish.HintReader;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Brings hints that customers were touched to the search. */
@Configuration(proxyBeanMethods = false)
class TouchedCustomers {
  private static final int CHUNK = 5_000;

  @Bean
  Consumer<Message<List<ConsumerRecord<?, ?>>>> touchedForSearch(
      HintReader hints, SearchFiller filler, MassChanges massChanges) {
    return batch -> {
      massChanges.awaitCalm(batch.getPayload());
      hints
          .customers(batch.getPayload())
          .forEach((product, ids) -> fill(filler, product, List.copyOf(ids)));
    };
  }

  private static void fill(SearchFiller filler, HintReader.Product product, List<UUID> ids) {
    for (int from = 0; from < ids.size(); from += CHUNK) {
      filler.fill(
          product.teamId(),
          product.productId(),
          new ArrayList<>(ids.subList(from, Math.min(ids.size(), from + CHUNK))));
    }
  }
}
