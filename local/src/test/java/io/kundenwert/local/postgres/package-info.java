/** Tests of the package of the same name. */
@NullMarked
package io.kundenwert.local.postgres;

import org.jspecify.annotations.NullMarked;
