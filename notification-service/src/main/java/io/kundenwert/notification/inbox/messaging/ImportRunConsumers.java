package io.kundenwert.notification.inbox.messaging;

import io.kundenwert.events.ImportRunState;
import io.kundenwert.notification.inbox.Inbox;
import io.kundenwert.support.events.EventConsumers;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Reads {@code import.runs.v1}. */
@Configuration(proxyBeanMethods = false)
class ImportRunConsumers {
  @Bean
  Consumer<Message<?>> importRuns(EventConsumers consumers, Inbox inbox) {
    return consumers.of(
        ImportRunState.class,
        (key, run) -> {
          if (run != null) {
            inbox.tell(run);
          }
        });
  }
}
