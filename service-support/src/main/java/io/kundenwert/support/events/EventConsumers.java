package io.kundenwert.support.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

/**
 * Makes Spring Cloud Stream consumers that decode by themselves: with the binder's conversion a
 * malformed record would vanish without trace.
 */
public final class EventConsumers {
  private final EventCodec codec;

  EventConsumers(EventCodec codec) {
    this.codec = codec;
  }

  /** What handles one event; the event is null for a tombstone. */
  public interface Handler<T> extends BiConsumer<String, @Nullable T> {}

  /** A consumer of records of one type. Bind it with {@code useNativeDecoding}. */
  public <T extends Record> Consumer<Message<?>> of(Class<T> type, Handler<T> handler) {
    return message -> {
      Object key = message.getHeaders().get(KafkaHeaders.RECEIVED_KEY);
      String text = key instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(key);
      handler.accept(
          text, message.getPayload() instanceof byte[] value ? codec.decode(value, type) : null);
    };
  }
}
