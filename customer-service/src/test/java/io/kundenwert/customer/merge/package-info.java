@NullMarked
package io.kundenwert.customer.merge;

import org.jspecify.annotations.NullMarked;
