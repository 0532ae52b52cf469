package io.kundenwert.notification.inbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as its owner reads it.
 *
 * @param id entry
 * @param kind stable name of the occasion, for example {@code import-finished}
 * @param title title in the reader's language
 * @param text text in the reader's language
 * @param productId product it is about; null if it is about the team
 * @param importId import it is about; null if it is about the team
 * @param occurredAt when it happened
 * @param read whether it was marked as read
 */
public record InboxEntry(
    UUID id,
    String kind,
    String title,
    String text,
    @Nullable UUID productId,
    @Nullable UUID importId,
    Instant occurredAt,
    boolean read) {}
