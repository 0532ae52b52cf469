@NullMarked
package io.kundenwert.customer.undo;

import org.jspecify.annotations.NullMarked;
