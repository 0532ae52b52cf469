/** Tests of the service as a whole. */
@NullMarked
package io.kundenwert.team;

import org.jspecify.annotations.NullMarked;
