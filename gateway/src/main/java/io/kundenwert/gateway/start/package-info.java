/** The page that a person sees who opens the address of an installation. */
@NullMarked
package io.kundenwert.gateway.start;

import org.jspecify.annotations.NullMarked;
