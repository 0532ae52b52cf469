/** Undo over HTTP. */
@NullMarked
package io.kundenwert.customer.undo.web;

import org.jspecify.annotations.NullMarked;
