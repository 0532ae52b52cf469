/**
 * The one public origin: everything from outside comes in here. This package only starts it; it
 * holds no business rule.
 */
@NullMarked
package io.kundenwert.gateway;

import org.jspecify.annotations.NullMarked;
