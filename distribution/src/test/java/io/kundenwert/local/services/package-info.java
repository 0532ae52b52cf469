/** Tests of the package of the same name. */
@NullMarked
package io.kundenwert.local.services;

import org.jspecify.annotations.NullMarked;
