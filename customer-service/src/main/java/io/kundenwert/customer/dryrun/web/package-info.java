/** Dry runs over HTTP. */
@NullMarked
package io.kundenwert.customer.dryrun.web;

import org.jspecify.annotations.NullMarked;
