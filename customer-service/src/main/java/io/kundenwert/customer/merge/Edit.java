package io.kundenwert.customer.merge;

import java.util.UUID;

/**
 * Who edits whom.
 *
 * @param userId the person
 * @param teamId team
 * @param productId product
 * @param customerId customer
 * @param recorded run in the edit's transaction when it is done, each time it is tried
 */
public record Edit(UUID userId, UUID teamId, UUID productId, UUID customerId, Runnable recorded) {
  /** An edit that nobody records. */
  public Edit(UUID userId, UUID teamId, UUID productId, UUID customerId) {
    this(userId, teamId, productId, customerId, () -> {});
  }
}
