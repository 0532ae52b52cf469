package io.kundenwert.customer.merge;

import io.kundenwert.events.ImportRunState;
import io.kundenwert.support.events.EventConsumers;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/**
 * Keeps {@link Runs} as import-service publishes them: a run that failed before its first row does
 * not stand in the way of its content.
 */
@Configuration(proxyBeanMethods = false)
class RunStateUpdates {
  @Bean
  Consumer<Message<?>> runStates(EventConsumers consumers, Runs runs) {
    return consumers.of(
        ImportRunState.class,
        (key, state) -> {
          if (state != null) {
            runs.apply(state);
          }
        });
  }
}
