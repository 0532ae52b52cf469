/** Saved views over HTTP. */
@NullMarked
package io.kundenwert.customer.view.web;

import org.jspecify.annotations.NullMarked;
