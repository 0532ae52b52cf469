/**
 * The hot path: rows of imports become customers, contributions and values, each row exactly once.
 * Runs are registered here, and here lies the order of locks that every other writer follows.
 */
@NullMarked
package io.kundenwert.customer.merge;

import org.jspecify.annotations.NullMarked;
