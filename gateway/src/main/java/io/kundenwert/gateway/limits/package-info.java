/** Bounds on what a request may bring, enforced while it streams. */
@NullMarked
package io.kundenwert.gateway.limits;

import org.jspecify.annotations.NullMarked;
