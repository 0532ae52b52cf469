package io.kundenwert.customer.directory;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer as viewers see them (D2): open fields and a masked address. There is no component for
 * anything hidden, so nothing hidden can be sent.
 *
 * @param id customer
 * @param email primary address, masked: {@code j***@example.com}
 * @param name full name
 * @param company company
 * @param country country
 * @param tags tags
 * @param createdAt when the customer was first seen
 */
@Schema(description = "A customer as viewers see them")
public record MaskedCustomer(
    UUID id,
    @Schema(description = "The address, masked", example = "j***@example.com") String email,
    @Nullable String name,
    @Nullable String company,
    @Nullable String country,
    List<String> tags,
    Instant createdAt)
    implements OneCustomer {}
