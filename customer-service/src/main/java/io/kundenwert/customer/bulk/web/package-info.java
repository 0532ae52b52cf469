/** Bulk changes over HTTP. */
@NullMarked
package io.kundenwert.customer.bulk.web;

import org.jspecify.annotations.NullMarked;
