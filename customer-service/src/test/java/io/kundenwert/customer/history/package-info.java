@NullMarked
package io.kundenwert.customer.history;

import org.jspecify.annotations.NullMarked;
