/**
 * Imports of files: a file comes in, is understood, and is published row by row. This package holds
 * the application only.
 */
@NullMarked
package io.kundenwert.imports;

import org.jspecify.annotations.NullMarked;
