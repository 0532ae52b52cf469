/**
 * Where a product's amounts come from. Sources are made by the registration of runs; here they are
 * only read.
 */
@NullMarked
package io.kundenwert.customer.source;

import org.jspecify.annotations.NullMarked;
