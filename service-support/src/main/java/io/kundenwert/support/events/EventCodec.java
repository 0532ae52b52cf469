package io.kundenwert.support.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of events: null components are left out, unknown fields are ignored, so that a field can be
 * added within a version of a topic (G3).
 */
public final class EventCodec {
  private final JsonMapper json =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** The UTF-8 JSON of an event. */
  public byte[] encode(Object event) {
    return json.writeValueAsBytes(event);
  }

  /**
   * Reads an event.
   *
   * @throws UndecodableEventException if the bytes are not JSON of that type
   */
  public <T> T decode(byte[] value, Class<T> type) {
    T event;
    try {
      event = json.readValue(value, type);
    } catch (JacksonException malformed) {
      throw new UndecodableEventException(type, malformed);
    }
    if (event == null) {
      throw new UndecodableEventException(type, null);
    }
    return event;
  }

  /** The mapper itself, for readers and writers prepared once on a hot path. */
  public JsonMapper mapper() {
    return json;
  }
}
