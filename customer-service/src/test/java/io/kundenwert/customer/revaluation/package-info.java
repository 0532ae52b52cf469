@NullMarked
package io.kundenwert.customer.revaluation;

import org.jspecify.annotations.NullMarked;
