package io.kundenwert.events;

import java.util.UUID;

/**
 * A team's credits (D7).
 *
 * @param teamId team, key of the record
 * @param version rises with every movement
 * @param available credits that can be spent
 * @param reserved credits held by reservations
 */
@EventType(value = "credit.balance.v1", topic = Topic.CREDIT_BALANCES)
public record CreditBalance(UUID teamId, long version, long available, long reserved) {}
