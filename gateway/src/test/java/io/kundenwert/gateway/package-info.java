/** Tests of the gateway as a whole, in front of doubles of the services. */
@NullMarked
package io.kundenwert.gateway;

import org.jspecify.annotations.NullMarked;
