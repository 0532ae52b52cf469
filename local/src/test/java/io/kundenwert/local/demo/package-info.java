/** Tests of the package of the same name. */
@NullMarked
package io.kundenwert.local.demo;

import org.jspecify.annotations.NullMarked;
