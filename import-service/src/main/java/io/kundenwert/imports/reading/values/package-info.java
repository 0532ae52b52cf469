/**
 * How the text of a cell becomes a number or a date, exactly or not at all. Parsers are made once
 * per column and neither throw nor match regular expressions, because they run for every cell.
 */
@NullMarked
package io.kundenwert.imports.reading.values;

import org.jspecify.annotations.NullMarked;
