package io.kundenwert.imports.product.messaging;

import io.kundenwert.events.ProductState;
import io.kundenwert.imports.product.Products;
import io.kundenwert.support.events.EventConsumers;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Feeds {@link Products}. */
@Configuration(proxyBeanMethods = false)
class ProductConsumer {
  @Bean
  Consumer<Message<?>> productStates(EventConsumers consumers, Products view) {
    return consumers.of(
        ProductState.class,
        (key, state) -> {
          if (state == null) {
            view.markDeleted(UUID.fromString(key));
          } else {
            view.apply(state);
          }
        });
  }
}
