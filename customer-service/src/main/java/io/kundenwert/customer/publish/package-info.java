/**
 * The one publisher of customer states. Whoever changes customers only sends hints; here the
 * current rows are read and published, so that the last record of a customer is the newest.
 */
@NullMarked
package io.kundenwert.customer.publish;

import org.jspecify.annotations.NullMarked;
