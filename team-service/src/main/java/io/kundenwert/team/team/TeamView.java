package io.kundenwert.team.team;

import java.time.Instant;
import java.util.UUID;

/**
 * A team as its members see it.
 *
 * @param id team
 * @param version to be sent with the next change
 * @param name name
 * @param plan name of the plan
 * @param monthlyCredits credits that the plan grants each month
 * @param status active or deleted
 * @param createdAt when it was founded
 */
public record TeamView(
    UUID id,
    long version,
    String name,
    String plan,
    int monthlyCredits,
    String status,
    Instant createdAt) {}
