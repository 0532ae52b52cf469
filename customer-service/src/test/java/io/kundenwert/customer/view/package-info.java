@NullMarked
package io.kundenwert.customer.view;

import org.jspecify.annotations.NullMarked;
