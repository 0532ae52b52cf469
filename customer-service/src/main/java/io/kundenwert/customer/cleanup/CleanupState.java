package io.kundenwert.customer.cleanup;

import io.kundenwert.customer.value.Amount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A low-spend cleanup (C6).
 *
 * @param id cleanup; a preview is confirmed by it
 * @param status where it stands
 * @param threshold customers below it go
 * @param rankBy whether gross or net value is compared, as the product has it
 * @param customers customers below the threshold when the preview was made
 * @param total what those were worth together
 * @param archived customers who went
 * @param skipped customers who reached the threshold meanwhile, or were gone already
 * @param restored customers whom an undo brought back
 * @param createdBy who asked for the preview
 * @param createdAt when
 * @param expiresAt a preview cannot be confirmed after that; a finished cleanup not be undone
 * @param finishedAt when the last customer went, or was back
 */
@Schema(name = "Cleanup")
public record CleanupState(
    UUID id,
    @Schema(allowableValues = {"preview", "running", "finished", "undoing", "undone"})
        String status,
    Amount threshold,
    @Schema(allowableValues = {"gross", "net"}) String rankBy,
    long customers,
    Amount total,
    long archived,
    long skipped,
    long restored,
    UUID createdBy,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant finishedAt) {}
