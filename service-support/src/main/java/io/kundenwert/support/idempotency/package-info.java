/**
 * Repeated creating requests: the same key with the same request answers what the first answered,
 * in the transaction of the first.
 */
@NullMarked
package io.kundenwert.support.idempotency;

import org.jspecify.annotations.NullMarked;
