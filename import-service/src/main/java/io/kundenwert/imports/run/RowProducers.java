package io.kundenwert.imports.run;

import io.kundenwert.events.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** Opens the transactional producers of runs and knows the checkpoints that they committed. */
@Component
class RowProducers implements DisposableBean {
  /** Shorter than a lease: an open transaction stalls the readers of all runs. */
  static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration UNSTABLE_PAUSE = Duration.ofMillis(20);
  private static final String TOPIC = Topic.IMPORT_ROWS.topicName();
  private static final TopicPartition CHECKPOINT = new TopicPartition(TOPIC, 0);

  private final Map<String, Object> config;
  private final Admin admin;

  RowProducers(KafkaProperties kafka) {
    config = new HashMap<>(kafka.buildProducerProperties());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L * 1024 * 1024);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
    admin = Admin.create(new HashMap<>(kafka.buildAdminProperties()));
  }

  /**
   * Opens the producer of a run and shuts out every earlier one: what that one has not committed
   * never was.
   */
  // The successor of this constructor does not exist yet: it is announced for Kafka 5.
  @SuppressWarnings("removal")
  RowProducer open(UUID runId) {
    Map<String, Object> own = new HashMap<>(config);
    own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "import-" + runId);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
      return new RowProducer(producer, new ConsumerGroupMetadata(group(runId)));
    } catch (KafkaException failure) {
      producer.close(Duration.ZERO);
      throw failure;
    }
  }

  /**
   * The committed checkpoint of a run whose earlier producers are shut out. One that is just being
   * committed is waited for.
   *
   * @throws KafkaException if it is not known in time
   */
  Optional<Checkpoint> committed(UUID runId) throws InterruptedException {
    String group = group(runId);
    Map<String, ListConsumerGroupOffsetsSpec> wanted =
        Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(CHECKPOINT)));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Map<TopicPartition, @Nullable OffsetAndMetadata> offsets =
          ask(
              admin
                  .listConsumerGroupOffsets(
                      wanted, new ListConsumerGroupOffsetsOptions().requireStable(true))
                  .partitionsToOffsetAndMetadata(group));
      // Null is no checkpoint; a partition that is left out has one that is not stable yet.
      if (offsets.containsKey(CHECKPOINT)) {
        return Optional.ofNullable(offsets.get(CHECKPOINT))
            .map(offset -> Checkpoint.decode(offset.metadata()));
      }
      if (System.nanoTime() > end) {
        throw new KafkaException("The checkpoint is not committed in time");
      }
      Thread.sleep(UNSTABLE_PAUSE);
    }
  }

  /** Number of partitions that rows are spread over. */
  int partitions() throws InterruptedException {
    var topics = ask(admin.describeTopics(List.of(TOPIC)).allTopicNames());
    return java.util.Objects.requireNonNull(topics.get(TOPIC)).partitions().size();
  }

  private static String group(UUID runId) {
    return "import-" + runId;
  }

  private static <T> T ask(org.apache.kafka.common.KafkaFuture<T> answer)
      throws InterruptedException {
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      throw new KafkaException("The broker did not answer", failure.getCause());
    } catch (TimeoutException silence) {
      throw new KafkaException("The broker did not answer in time", silence);
    }
  }

  @Override
  public void destroy() {
    admin.close(Duration.ofSeconds(1));
  }

  /** Publishes the chunks of one run. After any failure it is closed and another one opened. */
  static final class RowProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> kafka;
    private final ConsumerGroupMetadata group;

    RowProducer(KafkaProducer<byte[], byte[]> kafka, ConsumerGroupMetadata group) {
      this.kafka = kafka;
      this.group = group;
    }

    /** Publishes a chunk together with the checkpoint behind it. */
    void publish(Chunk chunk) {
      kafka.beginTransaction();
      send(chunk);
      kafka.sendOffsetsToTransaction(
          Map.of(
              CHECKPOINT, new OffsetAndMetadata(chunk.after().rowsRead(), chunk.after().encoded())),
          group);
      kafka.commitTransaction();
    }

    /** Publishes rows again; the checkpoint stays. */
    void publishAgain(Chunk chunk) {
      kafka.beginTransaction();
      send(chunk);
      kafka.commitTransaction();
    }

    private void send(Chunk chunk) {
      for (ProducerRecord<byte[], byte[]> record : chunk.records()) {
        // A failure of any of them fails the commit.
        var unused = kafka.send(record);
      }
    }

    @Override
    public void close() {
      kafka.close(Duration.ZERO);
    }
  }
}
