package io.kundenwert.customer.bulk;

import io.kundenwert.customer.value.Amount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of many customers at once.
 *
 * @param id change; a preview is confirmed by it
 * @param kind what is done
 * @param tags tags that are added or taken away
 * @param status where it stands
 * @param customers customers whom the preview fixed
 * @param total net value of those
 * @param changed customers who were changed
 * @param skipped customers whom there was nothing to change about, or who were gone or archived
 * @param restored customers whom an undo put back
 * @param kept customers whom an undo left as they are: somebody has changed them since
 * @param createdBy who asked for it
 * @param createdAt when
 * @param expiresAt a preview cannot be confirmed after that; a finished change not be undone
 * @param finishedAt when the last customer was handled
 */
@Schema(name = "BulkChange", description = "A change of many customers at once")
public record BulkChange(
    UUID id,
    @Schema(allowableValues = {"add-tags", "remove-tags", "archive"}) String kind,
    List<String> tags,
    @Schema(allowableValues = {"preview", "running", "finished", "undoing", "undone"})
        String status,
    long customers,
    Amount total,
    long changed,
    long skipped,
    long restored,
    long kept,
    UUID createdBy,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant finishedAt) {}
