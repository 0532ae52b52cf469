@NullMarked
package io.kundenwert.customer.cursor;

import org.jspecify.annotations.NullMarked;
