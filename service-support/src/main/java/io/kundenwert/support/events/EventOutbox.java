package io.kundenwert.support.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.events.EventType;
import io.namastack.outbox.Outbox;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Publishes events together with the change they tell of: both are in one database transaction, and
 * a relay sends what was committed, in order per key, at least once.
 */
public class EventOutbox {
  private final Outbox outbox;
  private final EventRecords records;
  private final EventCodec codec;

  EventOutbox(Outbox outbox, EventRecords records, EventCodec codec) {
    this.outbox = outbox;
    this.records = records;
    this.codec = codec;
  }

  /** Publishes an event with the surrounding transaction, which must exist. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void publish(String key, Record event) {
    EventType type = EventRecords.typeOf(event.getClass());
    outbox.schedule(
        new OutboxMessage(
            type.topic().topicName(),
            key,
            new String(codec.encode(event), UTF_8),
            records.headers(type)),
        key);
  }

  /** Publishes that the thing with that key is gone. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void publishTombstone(String key, Class<? extends Record> eventType) {
    EventType type = EventRecords.typeOf(eventType);
    outbox.schedule(
        new OutboxMessage(type.topic().topicName(), key, null, records.headers(type)), key);
  }
}
