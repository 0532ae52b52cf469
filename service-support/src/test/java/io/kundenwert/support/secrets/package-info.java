/** Tests of the encryption of secrets. */
@NullMarked
package io.kundenwert.support.secrets;

import org.jspecify.annotations.NullMarked;
