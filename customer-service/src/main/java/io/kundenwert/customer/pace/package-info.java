/** Who waits for whom when many customers change at once. */
@NullMarked
package io.kundenwert.customer.pace;

import org.jspecify.annotations.NullMarked;
