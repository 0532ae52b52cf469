/**
 * The customers of a product as lists: sorted, filtered, searched, counted, jumped into. Reads what
 * the merge writes, and keeps the search words and figures that only lists need.
 */
@NullMarked
package io.kundenwert.customer.directory;

import org.jspecify.annotations.NullMarked;
