@NullMarked
package io.kundenwert.customer.edit;

import org.jspecify.annotations.NullMarked;
