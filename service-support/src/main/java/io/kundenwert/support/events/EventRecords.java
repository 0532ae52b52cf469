package io.kundenwert.support.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.events.EventHeaders;
import io.kundenwert.events.EventType;
import io.kundenwert.support.ids.Ids;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
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
    return record(null, key, event);
  }

  /** The same for a partition of the topic; null lets the key decide. */
  public ProducerRecord<String, byte[]> record(
      @Nullable Integer partition, String key, Record event) {
    EventType type = typeOf(event.getClass());
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(type.topic().topicName(), partition, key, codec.encode(event));
    headers(type).forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  /** For many records of one type at once: what is the same in all is made once. */
  public Series series(Class<? extends Record> eventType) {
    return new Series(typeOf(eventType));
  }

  /** Makes records of one type and one moment. */
  public final class Series {
    private final String topic;
    private final List<Header> common = new ArrayList<>();

    private Series(EventType type) {
      this.topic = type.topic().topicName();
      headers(type)
          .forEach(
              (name, value) -> {
                if (!name.equals(EventHeaders.ID)) {
                  common.add(new RecordHeader(name, value.getBytes(UTF_8)));
                }
              });
    }

    /** A record of an event with a new id. */
    public ProducerRecord<String, byte[]> record(String key, Record event) {
      return withId(key, codec.encode(event));
    }

    /** A tombstone: the thing with that key is gone. */
    public ProducerRecord<String, byte[]> tombstone(String key) {
      return withId(key, null);
    }

    private ProducerRecord<String, byte[]> withId(String key, byte @Nullable [] value) {
      List<Header> headers = new ArrayList<>(common.size() + 1);
      headers.addAll(common);
      headers.add(new RecordHeader(EventHeaders.ID, Ids.next().toString().getBytes(UTF_8)));
      return new ProducerRecord<>(topic, null, key, value, headers);
    }
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

  /** The wire name and topic of an event. */
  public static EventType typeOf(Class<?> event) {
    EventType type = event.getAnnotation(EventType.class);
    if (type == null) {
      throw new IllegalArgumentException(event + " is not an event");
    }
    return type;
  }
}
