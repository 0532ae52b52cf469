/**
 * What a customer is worth: the rules of C3 for months, monthly spend and priority, and the totals
 * they work on. The rules know no table.
 */
@NullMarked
package io.kundenwert.customer.value;

import org.jspecify.annotations.NullMarked;
