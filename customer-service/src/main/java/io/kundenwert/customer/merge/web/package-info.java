/** Rows that could not be merged, over HTTP. */
@NullMarked
package io.kundenwert.customer.merge.web;

import org.jspecify.annotations.NullMarked;
