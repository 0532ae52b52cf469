/** Encryption of what must be kept or passed on but never read by others. */
@NullMarked
package io.kundenwert.support.secrets;

import org.jspecify.annotations.NullMarked;
