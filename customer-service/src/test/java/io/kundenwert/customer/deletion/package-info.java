@NullMarked
package io.kundenwert.customer.deletion;

import org.jspecify.annotations.NullMarked;
