package io.kundenwert.imports.conversion;

import io.kundenwert.imports.mapping.ColumnTarget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a column is going to be read.
 *
 * @param column place in the file, from 0
 * @param target field
 * @param reading wire name of the number or date reading; null for texts and open questions
 * @param settledBy the value that settles the reading; null if nothing had to be settled
 * @param chosen whether the user chose the reading
 * @param samples the column's samples as they are read
 */
public record ColumnReview(
    int column,
    ColumnTarget target,
    @Nullable String reading,
    @Nullable String settledBy,
    boolean chosen,
    List<RenderedValue> samples) {}
