@NullMarked
package io.kundenwert.customer.directory;

import org.jspecify.annotations.NullMarked;
