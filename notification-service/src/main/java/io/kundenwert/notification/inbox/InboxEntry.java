package io.kundenwert.notification.inbox;

import java.time.Instant;
import java.util.UUID;

/**
 * An entry as its owner reads it.
 *
 * @param id entry
 * @param kind stable name of the occasion, for example {@code import-finished}
 * @param title title in the reader's language
 * @param text text in the reader's language
 * @param productId product it is about
 * @param importId import it is about
 * @param occurredAt when it happened
 * @param read whether it was marked as read
 */
public record InboxEntry(
    UUID id,
    String kind,
    String title,
    String text,
    UUID productId,
    UUID importId,
    Instant occurredAt,
    boolean read) {}
