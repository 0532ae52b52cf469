/**
 * credit-service: the ledger of a team's credits. It knows what was moved and why it was claimed,
 * never what a credit buys; this package only starts it.
 */
@NullMarked
package io.kundenwert.credit;

import org.jspecify.annotations.NullMarked;
