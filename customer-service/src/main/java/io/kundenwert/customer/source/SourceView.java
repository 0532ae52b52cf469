package io.kundenwert.customer.source;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A source of amounts.
 *
 * @param sourceId source
 * @param name its name
 * @param kind what it is: {@code file} for named file imports
 * @param createdAt when it was first imported from
 * @param imports number of imports that were not undone
 * @param lastImportAt when the last of them was started
 */
@Schema(description = "Where amounts come from")
public record SourceView(
    UUID sourceId,
    String name,
    String kind,
    Instant createdAt,
    long imports,
    @Nullable Instant lastImportAt) {}
