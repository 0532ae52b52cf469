/** Cleanups over HTTP. */
@NullMarked
package io.kundenwert.customer.cleanup.web;

import org.jspecify.annotations.NullMarked;
