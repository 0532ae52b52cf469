@NullMarked
package io.kundenwert.customer.pace;

import org.jspecify.annotations.NullMarked;
