/** CSV files for people: they open in a spreadsheet as what they are. */
@NullMarked
package io.kundenwert.support.csv;

import org.jspecify.annotations.NullMarked;
