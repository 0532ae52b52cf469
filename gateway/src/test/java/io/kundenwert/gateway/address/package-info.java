/** Tests of addresses. */
@NullMarked
package io.kundenwert.gateway.address;

import org.jspecify.annotations.NullMarked;
