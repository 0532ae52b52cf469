/** Tests of signing in. */
@NullMarked
package io.kundenwert.gateway.identity;

import org.jspecify.annotations.NullMarked;
