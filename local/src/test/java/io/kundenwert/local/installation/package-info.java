/** Tests of the package of the same name. */
@NullMarked
package io.kundenwert.local.installation;

import org.jspecify.annotations.NullMarked;
