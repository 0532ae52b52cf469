/** What the ledger learns from topics: which teams there are and what their plans grant. */
@NullMarked
package io.kundenwert.credit.ledger.messaging;

import org.jspecify.annotations.NullMarked;
