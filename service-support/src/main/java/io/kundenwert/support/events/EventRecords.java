package io.kundenwert.support.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.events.EventHeaders;
import io.kundenwert.events.EventType;
import io.kundenwert.support.ids.Ids;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.MDC;

/** Makes records of events: topic and type from {@link EventType}, CloudEvents headers. */
public final class EventRecords {
  private final EventCodec codec;
  private final Clock clock;
  private final String source;

  EventRecords(EventCodec codec, Clock clock, String service) {
    this.codec = codec;
    this.clock = clock;
    this.source = "/" + service;
  }

  /** A record of an event with a new id. */
  public ProducerRecord<String, byte[]> record(String key, Record event) {
    EventType type = typeOf(event.getClass());
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(type.topic().topicName(), key, codec.encode(event));
    headers(type).forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  /** A tombstone: the thing with that key is gone. */
  public ProducerRecord<String, byte[]> tombstone(String key, Class<? extends Record> eventType) {
    EventType type = typeOf(eventType);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(type.topic().topicName(), key, null);
    headers(type).forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  Map<String, String> headers(EventType type) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(EventHeaders.SPEC_VERSION, EventHeaders.SPEC_VERSION_1_0);
    headers.put(EventHeaders.ID, Ids.next().toString());
    headers.put(EventHeaders.SOURCE, source);
    headers.put(EventHeaders.TYPE, type.value());
    headers.put(EventHeaders.TIME, clock.instant().toString());
    headers.put(EventHeaders.CONTENT_TYPE, "application/json");
    String correlationId = MDC.get("correlationId");
    if (correlationId != null) {
      headers.put(EventHeaders.CORRELATION_ID, correlationId);
    }
    return headers;
  }

  static EventType typeOf(Class<?> event) {
    EventType type = event.getAnnotation(EventType.class);
    if (type == null) {
      throw new IllegalArgumentException(event + " is not an event");
    }
    return type;
  }
}
