/**
 * The settings of products, as team-service published them last. The other packages ask here what
 * currency, time zone and thresholds a product has.
 */
@NullMarked
package io.kundenwert.customer.product;

import org.jspecify.annotations.NullMarked;
