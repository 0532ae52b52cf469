/** Who waits for whom when many customers change at once, and how long work takes turns. */
@NullMarked
package io.kundenwert.customer.pace;

import org.jspecify.annotations.NullMarked;
