/**
 * Text files with delimited cells. Commons CSV tells the cells apart; in front of it a framer finds
 * the records, so that an unclosed quote, a giant cell or a broken character costs one row with a
 * reason and neither the memory nor the rest of the file.
 */
@NullMarked
package io.kundenwert.imports.reading.csv;

import org.jspecify.annotations.NullMarked;
