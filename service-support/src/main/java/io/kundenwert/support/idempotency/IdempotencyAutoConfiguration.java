package io.kundenwert.support.idempotency;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Idempotency keys, kept in the service's own database. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
    })
public class IdempotencyAutoConfiguration {
  @Bean
  IdempotentRequests idempotentRequests(
      JdbcClient jdbc, PlatformTransactionManager transactions, JsonMapper jsonMapper) {
    return new IdempotentRequests(jdbc, new TransactionTemplate(transactions), jsonMapper);
  }
}
