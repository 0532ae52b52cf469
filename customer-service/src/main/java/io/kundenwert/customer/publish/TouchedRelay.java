package io.kundenwert.customer.publish;

import io.kundenwert.customer.publish.TouchedOutbox.TouchedChunk;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** Sends the hints of a chunk and returns when the broker has all of them. */
@Component
class TouchedRelay implements OutboxTypedHandler<TouchedChunk>, DisposableBean {
  private final TouchedHints hints;
  private final KafkaProducer<String, byte[]> producer;

  TouchedRelay(TouchedHints hints, KafkaProperties kafka) {
    this.hints = hints;
    Map<String, Object> config = new HashMap<>(kafka.buildProducerProperties());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  @Override
  public void handle(TouchedChunk chunk, OutboxRecordMetadata metadata) {
    List<Future<RecordMetadata>> sent =
        chunk.customerIds().stream().map(id -> send(chunk, id)).collect(Collectors.toList());
    try {
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (ExecutionException notSent) {
      throw new IllegalStateException("Hints were not sent", notSent.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Hints were not sent", stopped);
    }
  }

  private Future<RecordMetadata> send(TouchedChunk chunk, UUID customerId) {
    return producer.send(hints.record(chunk.teamId(), chunk.productId(), customerId));
  }

  @Override
  public void destroy() {
    producer.close();
  }
}
