package io.kundenwert.credit.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A movement of a team's credits.
 *
 * @param id movement
 * @param kind grant or spend
 * @param credits what the pool gained, negative if it lost
 * @param reason what it was for
 * @param userId who caused it; null for a grant
 * @param occurredAt when it was booked
 */
public record Movement(
    UUID id, String kind, long credits, String reason, @Nullable UUID userId, Instant occurredAt) {}
