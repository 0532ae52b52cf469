@NullMarked
package io.kundenwert.support.email;

import org.jspecify.annotations.NullMarked;
