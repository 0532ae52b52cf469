package io.kundenwert.customer.product;

import java.time.ZoneId;
import java.util.UUID;

/**
 * What a product decides about its customers' values (C3, D4).
 *
 * @param teamId team
 * @param productId product
 * @param version rises with every change
 * @param name name
 * @param currency ISO 4217 code of the reporting currency
 * @param timeZone zone whose calendar decides "today"
 * @param highFrom monthly spend in minor units from which the priority is high
 * @param mediumFrom monthly spend in minor units from which the priority is medium
 * @param rankBy the total that decides the priority
 * @param deleted whether the product is gone: nothing is merged into it any more
 */
public record ProductSettings(
    UUID teamId,
    UUID productId,
    long version,
    String name,
    String currency,
    ZoneId timeZone,
    long highFrom,
    long mediumFrom,
    RankBy rankBy,
    boolean deleted) {

  /** The same with another ranking. */
  public ProductSettings ranking(long newHighFrom, long newMediumFrom, RankBy newRankBy) {
    return new ProductSettings(
        teamId,
        productId,
        version,
        name,
        currency,
        timeZone,
        newHighFrom,
        newMediumFrom,
        newRankBy,
        deleted);
  }
}
