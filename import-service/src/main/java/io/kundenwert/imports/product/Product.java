package io.kundenwert.imports.product;

import java.time.ZoneId;
import java.util.UUID;

/**
 * What an import has to know of a product.
 *
 * @param teamId team
 * @param productId product
 * @param name name
 * @param currency ISO 4217 code of amounts without one
 * @param zone zone of dates without one
 */
public record Product(UUID teamId, UUID productId, String name, String currency, ZoneId zone) {}
