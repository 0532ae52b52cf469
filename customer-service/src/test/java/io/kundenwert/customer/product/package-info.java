@NullMarked
package io.kundenwert.customer.product;

import org.jspecify.annotations.NullMarked;
