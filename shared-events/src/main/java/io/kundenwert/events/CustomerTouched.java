package io.kundenwert.events;

import java.util.UUID;

/**
 * A hint that a customer's rows were changed: it says where to look, not what is there. The key of
 * the record is the customer id.
 *
 * @param teamId team
 * @param productId product
 */
@EventType(value = "customer.touched.v1", topic = Topic.CUSTOMER_TOUCHED)
public record CustomerTouched(UUID teamId, UUID productId) {}
