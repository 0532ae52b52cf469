package io.kundenwert.team.product;

import java.time.Instant;
import java.util.UUID;

/**
 * A product as members see it.
 *
 * @param id product
 * @param teamId team
 * @param version to be sent with the next change
 * @param name name
 * @param description description, may be empty
 * @param incentives what can be offered to customers, may be empty
 * @param currency reporting currency, ISO 4217; it cannot be changed
 * @param timeZone IANA zone
 * @param highFrom monthly spend from which the priority is high
 * @param mediumFrom monthly spend from which the priority is medium
 * @param rankBy gross or net
 * @param outreach how customers are written to
 * @param createdBy user for whom the product is "own"
 * @param createdAt when it was created
 */
public record ProductView(
    UUID id,
    UUID teamId,
    long version,
    String name,
    String description,
    String incentives,
    String currency,
    String timeZone,
    Amount highFrom,
    Amount mediumFrom,
    String rankBy,
    OutreachSettings outreach,
    UUID createdBy,
    Instant createdAt) {}
