package io.kundenwert.support.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the outbox until it is sent.
 *
 * @param topic name of the topic
 * @param key key of the record
 * @param value JSON of the event, null for a tombstone
 * @param headers headers of the record
 */
record OutboxMessage(
    String topic, String key, @Nullable String value, Map<String, String> headers) {}
