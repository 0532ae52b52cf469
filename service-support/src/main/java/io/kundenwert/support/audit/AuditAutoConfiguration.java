package io.kundenwert.support.audit;

import io.kundenwert.support.events.EventOutbox;
import io.kundenwert.support.events.EventsAutoConfiguration;
import io.kundenwert.support.secrets.Sealer;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The audit, for services in which people change something. */
@AutoConfiguration(after = EventsAutoConfiguration.class)
public class AuditAutoConfiguration {
  /** Made where a service asks for it: it needs a master key. */
  @Bean
  @Lazy
  Audit audit(
      EventOutbox outbox,
      Sealer sealer,
      JsonMapper json,
      PlatformTransactionManager transactions,
      Clock clock) {
    return new Audit(outbox, sealer, json, new TransactionTemplate(transactions), clock);
  }
}
