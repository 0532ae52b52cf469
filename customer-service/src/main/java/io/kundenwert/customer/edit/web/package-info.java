/** Edits over HTTP. */
@NullMarked
package io.kundenwert.customer.edit.web;

import org.jspecify.annotations.NullMarked;
