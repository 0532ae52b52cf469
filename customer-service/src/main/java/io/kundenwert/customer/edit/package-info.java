/** What people change of customers: which fields there are, and what their values may be. */
@NullMarked
package io.kundenwert.customer.edit;

import org.jspecify.annotations.NullMarked;
