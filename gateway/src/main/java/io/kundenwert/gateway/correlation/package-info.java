/**
 * The correlation id of a request: made here, at the edge, passed on to the services and returned.
 */
@NullMarked
package io.kundenwert.gateway.correlation;

import org.jspecify.annotations.NullMarked;
