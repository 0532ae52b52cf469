/** Tests of the service as a whole. */
@NullMarked
package io.kundenwert.credit;

import org.jspecify.annotations.NullMarked;
