@NullMarked
package io.kundenwert.customer.value;

import org.jspecify.annotations.NullMarked;
