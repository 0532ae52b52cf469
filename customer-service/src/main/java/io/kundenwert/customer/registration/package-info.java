/** Registers runs before they publish, and takes back the run that one replaces. */
@NullMarked
package io.kundenwert.customer.registration;

import org.jspecify.annotations.NullMarked;
