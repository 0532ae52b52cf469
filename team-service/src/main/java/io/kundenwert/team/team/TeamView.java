package io.kundenwert.team.team;

import java.time.Instant;
import java.util.UUID;

/**
 * A team as its members see it.
 *
 * @param id team
 * @param name name
 * @param plan name of the plan
 * @param monthlyCredits credits that the plan grants each month
 * @param status active or deleted
 * @param createdAt when it was founded
 */
public record TeamView(
    UUID id, String name, String plan, int monthlyCredits, String status, Instant createdAt) {}
