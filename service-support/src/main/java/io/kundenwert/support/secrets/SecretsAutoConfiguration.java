package io.kundenwert.support.secrets;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** The sealer, for services that keep or pass on secrets. */
@AutoConfiguration
public class SecretsAutoConfiguration {
  /** Made where a service asks for it: the others need no master key. */
  @Bean
  @Lazy
  Sealer sealer(@Value("${kundenwert.master-keys}") String masterKeys) {
    return new Sealer(masterKeys);
  }
}
