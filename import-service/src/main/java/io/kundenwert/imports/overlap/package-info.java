/**
 * Whether a file has rows that were imported before (A8): each import that counts keeps a
 * fingerprint of every row, and a new file is compared with all of them before it may start.
 */
@NullMarked
package io.kundenwert.imports.overlap;

import org.jspecify.annotations.NullMarked;
