package io.kundenwert.support.events;

import io.namastack.outbox.Outbox;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.SimpleKafkaHeaderMapper;
import org.springframework.util.backoff.ExponentialBackOff;

/** JSON, outbox and consumers of events. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
      "io.namastack.outbox.config.JdbcOutboxAutoConfiguration",
      "io.namastack.outbox.config.OutboxCoreInfrastructureAutoConfiguration",
      "org.springframework.cloud.stream.function.FunctionConfiguration"
    })
public class EventsAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  EventCodec eventCodec() {
    return new EventCodec();
  }

  @Bean
  EventRecords eventRecords(
      EventCodec codec, Clock clock, @Value("${spring.application.name}") String service) {
    return new EventRecords(codec, clock, service);
  }

  @Bean
  EventConsumers eventConsumers(EventCodec codec) {
    return new EventConsumers(codec);
  }

  @Bean
  EventOutbox eventOutbox(Outbox outbox, EventRecords records, EventCodec codec) {
    return new EventOutbox(outbox, records, codec);
  }

  @Bean
  OutboxRelay outboxRelay(StreamBridge bridge) {
    return new OutboxRelay(bridge);
  }

  /** Headers travel as the bytes they are; the binder finds the mapper by this name. */
  @Bean
  SimpleKafkaHeaderMapper kafkaBinderHeaderMapper() {
    SimpleKafkaHeaderMapper mapper = new SimpleKafkaHeaderMapper("ce_*", "content-type");
    mapper.setMapAllStringsOut(true);
    return mapper;
  }

  /**
   * A record that cannot be read goes to the service's dead-letter topic at once. Everything else
   * is a failure of the surroundings: it is tried again, with growing pauses, for as long as it
   * takes, and nothing is skipped. Batch listeners set aside bad rows by themselves and never throw
   * for them.
   */
  @Bean
  ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> errorHandling(
      KafkaProperties kafka, @Value("${spring.application.name}") String service) {
    Map<String, Object> config = new HashMap<>(kafka.buildProducerProperties());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    KafkaTemplate<byte[], byte[]> deadLetters =
        new KafkaTemplate<>(
            new DefaultKafkaProducerFactory<>(
                config, new ByteArraySerializer(), new ByteArraySerializer()));
    return (container, destination, group) -> {
      ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
      backOff.setMaxInterval(10_000);
      DefaultErrorHandler handler =
          new DefaultErrorHandler(
              new DeadLetterPublishingRecoverer(
                  deadLetters,
                  (record, failure) -> new TopicPartition(service + ".dead-letters.v1", 0)),
              backOff);
      handler.addNotRetryableExceptions(UndecodableEventException.class);
      container.setCommonErrorHandler(handler);
    };
  }
}
