package io.kundenwert.support.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.namastack.outbox.handler.OutboxRecordMetadata;
import io.namastack.outbox.handler.OutboxTypedHandler;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.messaging.support.MessageBuilder;

/** Sends a message of the outbox to Kafka and returns when the broker has it. */
final class OutboxRelay implements OutboxTypedHandler<OutboxMessage> {
  private final StreamBridge bridge;

  OutboxRelay(StreamBridge bridge) {
    this.bridge = bridge;
  }

  @Override
  public void handle(OutboxMessage message, OutboxRecordMetadata metadata) {
    Object payload = message.value() == null ? KafkaNull.INSTANCE : message.value().getBytes(UTF_8);
    MessageBuilder<Object> sent =
        MessageBuilder.withPayload(payload)
            .setHeader(KafkaHeaders.KEY, message.key().getBytes(UTF_8));
    message.headers().forEach((name, value) -> sent.setHeader(name, value.getBytes(UTF_8)));
    if (!bridge.send(message.topic(), sent.build())) {
      throw new IllegalStateException("Not sent to " + message.topic());
    }
  }
}
