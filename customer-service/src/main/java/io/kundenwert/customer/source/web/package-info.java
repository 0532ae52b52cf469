/** The list of sources over HTTP. */
@NullMarked
package io.kundenwert.customer.source.web;

import org.jspecify.annotations.NullMarked;
