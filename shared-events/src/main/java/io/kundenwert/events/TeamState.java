package io.kundenwert.events;

import java.util.UUID;

/**
 * A team's settings.
 *
 * @param teamId team, key of the record
 * @param version rises with every change
 * @param name name
 * @param plan name of the plan
 * @param monthlyCredits credits that the plan grants each month (D6)
 */
@EventType(value = "team.team.v1", topic = Topic.TEAMS)
public record TeamState(UUID teamId, long version, String name, String plan, int monthlyCredits) {}
