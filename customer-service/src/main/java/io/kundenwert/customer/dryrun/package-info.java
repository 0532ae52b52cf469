/** What dry runs would do: a sample of the customers concerned, and the product's sums. */
@NullMarked
package io.kundenwert.customer.dryrun;

import org.jspecify.annotations.NullMarked;
