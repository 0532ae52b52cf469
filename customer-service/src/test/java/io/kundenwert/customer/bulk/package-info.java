@NullMarked
package io.kundenwert.customer.bulk;

import org.jspecify.annotations.NullMarked;
