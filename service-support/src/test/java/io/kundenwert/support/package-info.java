/**
 * A smallest service that has nothing but the common ground: what is proven with it holds for all
 * services.
 */
@NullMarked
package io.kundenwert.support;

import org.jspecify.annotations.NullMarked;
