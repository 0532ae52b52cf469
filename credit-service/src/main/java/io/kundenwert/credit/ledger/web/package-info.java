/** Balance and movements over HTTP. */
@NullMarked
package io.kundenwert.credit.ledger.web;

import org.jspecify.annotations.NullMarked;
