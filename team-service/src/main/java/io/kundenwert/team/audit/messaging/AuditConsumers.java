package io.kundenwert.team.audit.messaging;

import io.kundenwert.events.AuditEntry;
import io.kundenwert.support.events.EventConsumers;
import io.kundenwert.team.audit.AuditLog;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Reads {@code audit.entries.v1}. */
@Configuration(proxyBeanMethods = false)
class AuditConsumers {
  @Bean
  Consumer<Message<?>> auditEntries(EventConsumers consumers, AuditLog log) {
    return consumers.of(
        AuditEntry.class,
        (key, entry) -> {
          if (entry != null) {
            log.add(entry);
          }
        });
  }
}
