package io.kundenwert.imports.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data row as it is in the file.
 *
 * @param number 1 for the first data row
 * @param line line of the file in which the row starts, from 1
 * @param cells the cells as written, as many as the header has. A row with a defect has as many as
 *     could be told apart: often only one, the row's text
 * @param defect why the row cannot be read; null if it can
 */
public record Row(long number, long line, List<String> cells, @Nullable RowDefect defect) {}
