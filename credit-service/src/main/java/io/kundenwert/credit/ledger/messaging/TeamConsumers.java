package io.kundenwert.credit.ledger.messaging;

import io.kundenwert.credit.ledger.Ledger;
import io.kundenwert.events.TeamState;
import io.kundenwert.support.events.EventConsumers;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Reads {@code team.teams.v1}. */
@Configuration(proxyBeanMethods = false)
class TeamConsumers {
  @Bean
  Consumer<Message<?>> teams(EventConsumers consumers, Ledger ledger) {
    return consumers.of(
        TeamState.class,
        (key, team) -> {
          if (team != null) {
            ledger.plan(team.teamId(), team.version(), team.monthlyCredits());
          } else {
            ledger.close(UUID.fromString(key));
          }
        });
  }
}
