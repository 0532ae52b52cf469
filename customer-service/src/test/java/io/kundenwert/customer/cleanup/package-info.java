@NullMarked
package io.kundenwert.customer.cleanup;

import org.jspecify.annotations.NullMarked;
