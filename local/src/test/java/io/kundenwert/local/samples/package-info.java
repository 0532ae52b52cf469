/**
 * Makes the files in {@code samples/} from a seed, and proves that the committed ones are those.
 * The files look like exports that people have; every person and company in them is invented.
 */
@NullMarked
package io.kundenwert.local.samples;

import org.jspecify.annotations.NullMarked;
