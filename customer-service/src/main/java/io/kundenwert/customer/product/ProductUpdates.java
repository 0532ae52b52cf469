package io.kundenwert.customer.product;

import io.kundenwert.events.ProductState;
import io.kundenwert.support.events.EventConsumers;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Keeps {@link Products} as team-service publishes them. */
@Configuration(proxyBeanMethods = false)
class ProductUpdates {
  @Bean
  Consumer<Message<?>> productSettings(EventConsumers consumers, Products products) {
    return consumers.of(
        ProductState.class,
        (key, state) -> {
          if (state == null) {
            products.markDeleted(UUID.fromString(key));
          } else {
            products.apply(state);
          }
        });
  }
}
