/**
 * Undo of whole imports, at any size and in any order (A9), with a look at what it would do. It
 * works in chunks beside everything else; what is left after a crash is what is still to be done.
 */
@NullMarked
package io.kundenwert.customer.undo;

import org.jspecify.annotations.NullMarked;
