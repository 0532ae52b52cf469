package io.kundenwert.customer.undo;

import io.kundenwert.customer.value.Amount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far an undo is, and its report once it is finished (A9).
 *
 * @param importId import
 * @param dryRun whether it only looks
 * @param status running or finished
 * @param version rises with every change
 * @param customers customers to which the import contributed
 * @param handled those of them that are done
 * @param reversed customers who stay with what other imports and people brought
 * @param gone customers who disappear: nothing else refers to them
 * @param kept customers who stay with no value, since something else refers to them
 * @param failed customers who stay as they are, since the rest of their amounts cannot be stored
 * @param edited those of the reversed and the kept who keep a field as a person entered it
 * @param amounts counted gross amounts that are taken back, one per currency
 * @param requestedBy who asked for it
 * @param requestedAt when
 * @param finishedAt when it was done; absent until then
 */
@Schema(name = "ImportUndo")
public record UndoState(
    UUID importId,
    boolean dryRun,
    @Schema(allowableValues = {"running", "finished"}) String status,
    long version,
    long customers,
    long handled,
    long reversed,
    long gone,
    long kept,
    long failed,
    long edited,
    List<Amount> amounts,
    UUID requestedBy,
    Instant requestedAt,
    @Nullable Instant finishedAt) {}
