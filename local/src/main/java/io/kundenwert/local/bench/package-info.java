/**
 * The project's own benchmark: what the product needs to import a file, against what PostgreSQL
 * alone needs to load and merge the same rows into the same tables, in one run on one machine.
 */
@NullMarked
package io.kundenwert.local.bench;

import org.jspecify.annotations.NullMarked;
