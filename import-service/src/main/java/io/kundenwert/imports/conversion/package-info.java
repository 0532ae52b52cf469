/**
 * From the evidence of a file and a mapping to typed rows: open questions, the immutable plan of a
 * run, and the converter that turns cells into a row or a rejection with its reason. The same plan
 * gives the same rows, always.
 */
@NullMarked
package io.kundenwert.imports.conversion;

import org.jspecify.annotations.NullMarked;
