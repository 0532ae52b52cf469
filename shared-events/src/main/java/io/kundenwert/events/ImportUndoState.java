package io.kundenwert.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far the undo of an import run is, and its report in the end (A9); a later version replaces an
 * earlier one.
 *
 * @param runId the run, key of the record
 * @param teamId team
 * @param productId product
 * @param status undoing or undone; readers treat an unknown constant as {@code unknown}
 * @param version rises with every change
 * @param customers customers to which the run contributed
 * @param reversed customers who stay with what other runs and people brought
 * @param gone customers who disappeared: nothing else referred to them
 * @param kept customers who stay with no value, since something else refers to them
 * @param failed customers who stay as they were, since the rest of their amounts could not be
 *     stored
 * @param requestedBy user who asked for it
 * @param requestedAt when
 * @param finishedAt when it was done
 */
@EventType(value = "customer.undo.v1", topic = Topic.IMPORT_UNDOS)
public record ImportUndoState(
    UUID runId,
    UUID teamId,
    UUID productId,
    String status,
    long version,
    long customers,
    long reversed,
    long gone,
    long kept,
    long failed,
    UUID requestedBy,
    Instant requestedAt,
    @Nullable Instant finishedAt) {}
