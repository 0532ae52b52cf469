package io.kundenwert.customer.merge;

import java.util.UUID;

/**
 * Who edits whom.
 *
 * @param userId the person
 * @param teamId team
 * @param productId product
 * @param customerId customer
 */
public record Edit(UUID userId, UUID teamId, UUID productId, UUID customerId) {}
