/** Feeds the view of products from its topic. One event, one row. */
@NullMarked
package io.kundenwert.imports.product.messaging;

import org.jspecify.annotations.NullMarked;
