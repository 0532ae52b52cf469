/** A customer's history over HTTP. */
@NullMarked
package io.kundenwert.customer.history.web;

import org.jspecify.annotations.NullMarked;
