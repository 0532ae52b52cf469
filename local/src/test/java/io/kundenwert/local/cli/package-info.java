/** Tests of the package of the same name. */
@NullMarked
package io.kundenwert.local.cli;

import org.jspecify.annotations.NullMarked;
