/**
 * The ledger: append-only, double entry. Every movement has an idempotency key and postings that
 * add up to zero; what a team has is what its postings say, and it never falls below zero (D7).
 */
@NullMarked
package io.kundenwert.credit.ledger;

import org.jspecify.annotations.NullMarked;
