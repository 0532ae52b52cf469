/**
 * Runs: a file's rows published exactly once, their merge followed to its end. A run's snapshot is
 * immutable, its worker holds a lease, and its checkpoint is committed with the rows.
 */
@NullMarked
package io.kundenwert.imports.run;

import org.jspecify.annotations.NullMarked;
