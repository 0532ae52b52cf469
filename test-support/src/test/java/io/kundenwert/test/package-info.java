/** Tests of the test support itself. */
@NullMarked
package io.kundenwert.test;

import org.jspecify.annotations.NullMarked;
