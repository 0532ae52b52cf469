package io.kundenwert.customer.publish;

import io.kundenwert.customer.pace.MassChanges;
import io.kundenwert.events.Topic;
import io.kundenwert.support.ids.Ids;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Runs the {@link StatePublisher} in consume-process-produce transactions of Kafka. It stands
 * beside the binder, whose transactions would take in every other binding too.
 */
@Component
class StatePublication implements SmartLifecycle {
  private static final String GROUP = "customer-state";

  /**
   * An owner that stands still longer than this has its transaction ended by the broker. A batch
   * must take much less, or it would be begun again for ever: that bounds the hints of one.
   */
  private static final int TRANSACTION_TIME_OUT_MILLIS = 20_000;

  private final DefaultKafkaProducerFactory<String, byte[]> producers;
  private final ConcurrentMessageListenerContainer<String, byte[]> container;

  StatePublication(
      KafkaProperties kafka,
      StatePublisher publisher,
      MassChanges massChanges,
      @Value("${kundenwert.publish.concurrency:1}") int concurrency,
      @Value("${kundenwert.publish.batch:20}") int batch) {
    this.producers = producers(kafka);
    KafkaTemplate<String, byte[]> template = new KafkaTemplate<>(producers);
    ContainerProperties properties = new ContainerProperties(Topic.CUSTOMER_TOUCHED.topicName());
    properties.setGroupId(GROUP);
    properties.setClientId(GROUP);
    properties.setKafkaAwareTransactionManager(new KafkaTransactionManager<>(producers));
    properties.setMessageListener(
        (BatchMessageListener<String, byte[]>)
            hints -> {
              massChanges.awaitCalm(hints);
              publish(publisher, hints, template);
            });
    this.container = new ConcurrentMessageListenerContainer<>(consumers(kafka, batch), properties);
    this.container.setConcurrency(concurrency);
    this.container.setBeanName("customerState");
    ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
    backOff.setMaxInterval(10_000);
    this.container.setAfterRollbackProcessor(new DefaultAfterRollbackProcessor<>(backOff));
  }

  private static void publish(
      StatePublisher publisher,
      List<ConsumerRecord<String, byte[]>> hints,
      KafkaTemplate<String, byte[]> template) {
    // The producer of the transaction; the commit waits for all sends and fails with any of them.
    template.execute(
        producer -> {
          publisher.publishAfter(hints, record -> producer.send(record).isDone());
          return true;
        });
  }

  private static DefaultKafkaProducerFactory<String, byte[]> producers(KafkaProperties kafka) {
    Map<String, Object> config = new HashMap<>(kafka.buildProducerProperties());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIME_OUT_MILLIS);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    // What it once took it keeps.
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L * 1024 * 1024);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    DefaultKafkaProducerFactory<String, byte[]> producers =
        new DefaultKafkaProducerFactory<>(
            config, new StringSerializer(), new ByteArraySerializer());
    // Who owns a partition is decided by the consumer group's generation, which the transaction
    // carries: the id only has to be nobody else's.
    producers.setTransactionIdPrefix(GROUP + "-" + Ids.next() + "-");
    return producers;
  }

  private static DefaultKafkaConsumerFactory<String, byte[]> consumers(
      KafkaProperties kafka, int batch) {
    Map<String, Object> config = new HashMap<>(kafka.buildConsumerProperties());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batch);
    // Longer than a batch may wait while rows are merged in masses.
    config.putIfAbsent(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 600_000);
    return new DefaultKafkaConsumerFactory<>(
        config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void start() {
    container.start();
  }

  @Override
  public void stop() {
    container.stop();
    producers.reset();
  }

  @Override
  public boolean isRunning() {
    return container.isRunning();
  }

  @Override
  public int getPhase() {
    // After the topics were made, before the web server takes requests.
    return Integer.MAX_VALUE - 5_000;
  }
}
