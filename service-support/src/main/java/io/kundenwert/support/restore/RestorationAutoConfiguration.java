package io.kundenwert.support.restore;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an operator says of a restored database. */
@AutoConfiguration(
    afterName = "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration")
public class RestorationAutoConfiguration {
  @Bean
  Restoration restoration(
      JdbcClient jdbc, Clock clock, @Value("${kundenwert.restored:}") String name) {
    return new Restoration(jdbc, clock, name);
  }
}
