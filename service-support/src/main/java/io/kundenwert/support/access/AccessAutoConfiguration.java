package io.kundenwert.support.access;

import io.kundenwert.support.events.EventCodec;
import io.kundenwert.support.events.EventsAutoConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.web.client.RestClient;

/** The access view and the guard that asks it. */
@AutoConfiguration(after = EventsAutoConfiguration.class)
public class AccessAutoConfiguration {
  /** Not in team-service, whose own database is the truth. */
  @Bean
  @ConditionalOnMissingBean(AccessView.class)
  TopicAccessView accessView(
      KafkaProperties kafka,
      EventCodec codec,
      Clock clock,
      @Value("${kundenwert.access.stale-after}") Duration staleAfter) {
    Map<String, Object> config = new HashMap<>(kafka.buildConsumerProperties());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new TopicAccessView(
        new DefaultKafkaConsumerFactory<>(
            config, new StringDeserializer(), new ByteArrayDeserializer()),
        codec,
        new Freshness(clock, staleAfter));
  }

  @Bean
  AccessGuard accessGuard(
      AccessView view, Clock clock, @Value("${kundenwert.team-service.url}") String teamService) {
    if (!(view instanceof TopicAccessView)) {
      return new AccessGuard(view, null);
    }
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
    requests.setReadTimeout(Duration.ofSeconds(2));
    RestClient client = RestClient.builder().baseUrl(teamService).requestFactory(requests).build();
    return new AccessGuard(view, new AccessReadThrough(client, view, clock));
  }
}
