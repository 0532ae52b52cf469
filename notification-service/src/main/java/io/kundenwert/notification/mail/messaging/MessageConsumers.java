package io.kundenwert.notification.mail.messaging;

import io.kundenwert.events.MessageRequest;
import io.kundenwert.notification.inbox.Inbox;
import io.kundenwert.notification.mail.Mails;
import io.kundenwert.support.events.EventConsumers;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Reads {@code notification.messages.v1}. */
@Configuration(proxyBeanMethods = false)
class MessageConsumers {
  @Bean
  Consumer<Message<?>> messages(EventConsumers consumers, Mails mails, Inbox inbox) {
    return consumers.of(
        MessageRequest.class,
        (key, message) -> {
          if (message != null) {
            mails.accept(message);
            inbox.tell(message);
          }
        });
  }
}
