package io.kundenwert.customer.merge;

import io.kundenwert.support.events.EventCodec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the merge works with. */
@Configuration(proxyBeanMethods = false)
class MergeConfiguration {
  @Bean
  FieldsJson fieldsJson(EventCodec codec) {
    return new FieldsJson(codec.mapper());
  }
}
