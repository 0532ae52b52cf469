package io.kundenwert.events;

import java.util.UUID;

/**
 * A product's settings that other services work with (D4, C3). A null value of the record is a
 * tombstone: the product is gone.
 *
 * @param productId product, key of the record
 * @param teamId team
 * @param version rises with every change
 * @param name name
 * @param currency ISO 4217 code of the reporting currency
 * @param timeZone IANA zone; dates without a zone are in it
 * @param highFrom monthly spend in minor units from which the priority is high
 * @param mediumFrom monthly spend in minor units from which the priority is medium
 * @param rankBy gross (the rule of C3) or net
 */
@EventType(value = "team.product.v1", topic = Topic.PRODUCTS)
public record ProductState(
    UUID productId,
    UUID teamId,
    long version,
    String name,
    String currency,
    String timeZone,
    long highFrom,
    long mediumFrom,
    String rankBy) {}
