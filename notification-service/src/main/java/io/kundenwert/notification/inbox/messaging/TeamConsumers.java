package io.kundenwert.notification.inbox.messaging;

import io.kundenwert.events.TeamState;
import io.kundenwert.notification.inbox.Inbox;
import io.kundenwert.support.events.EventConsumers;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Reads {@code team.teams.v1}: of a team that is gone nothing stays in inboxes. */
@Configuration(proxyBeanMethods = false)
class TeamConsumers {
  @Bean
  Consumer<Message<?>> teams(EventConsumers consumers, Inbox inbox) {
    return consumers.of(
        TeamState.class,
        (key, team) -> {
          if (team == null) {
            inbox.forget(UUID.fromString(key));
          }
        });
  }
}
