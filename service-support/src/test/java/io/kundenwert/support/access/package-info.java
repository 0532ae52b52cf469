/** Tests of what callers may do. */
@NullMarked
package io.kundenwert.support.access;

import org.jspecify.annotations.NullMarked;
