package io.kundenwert.customer.publish;

import io.kundenwert.customer.publish.TouchedOutbox.TouchedChunk;
import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.stereotype.Component;

/** Sends the hints of a chunk and returns when the broker has all of them. */
@Component
class TouchedRelay implements OutboxTypedHandler<TouchedChunk> {
  private final TouchedHints hints;

  TouchedRelay(TouchedHints hints) {
    this.hints = hints;
  }

  @Override
  public void handle(TouchedChunk chunk, OutboxRecordMetadata metadata) {
    List<Future<RecordMetadata>> sent =
        hints.send(chunk.teamId(), chunk.productId(), chunk.customerIds());
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
}
