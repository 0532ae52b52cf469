/**
 * What a caller may do: the one statement of the permission matrix and the local view of every
 * team's access state that answers it.
 */
@NullMarked
package io.kundenwert.support.access;

import org.jspecify.annotations.NullMarked;
