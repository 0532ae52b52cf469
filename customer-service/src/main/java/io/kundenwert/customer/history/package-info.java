/**
 * What happened to a customer, the latest first: imports that contributed, edits of people, merges,
 * the last change of priority. It is read from what the customer consists of, so that an undone
 * import is not in it any more; who did what and when, undone or not, is in the audit log (D8).
 */
@NullMarked
package io.kundenwert.customer.history;

import org.jspecify.annotations.NullMarked;
