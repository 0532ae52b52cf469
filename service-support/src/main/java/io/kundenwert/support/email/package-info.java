/** The identity behind an e-mail address (A7): the same wherever one is read. */
@NullMarked
package io.kundenwert.support.email;

import org.jspecify.annotations.NullMarked;
