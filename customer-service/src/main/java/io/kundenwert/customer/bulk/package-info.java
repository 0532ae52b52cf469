/**
 * Changes of many customers at once: whom a selection means is fixed by a preview, a person
 * confirms it, a job changes them in chunks and tells how far it is, and it can be undone for 30
 * days. A selection is a filter with exclusions, or ids.
 */
@NullMarked
package io.kundenwert.customer.bulk;

import org.jspecify.annotations.NullMarked;
