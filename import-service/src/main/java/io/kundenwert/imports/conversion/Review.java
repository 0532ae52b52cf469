package io.kundenwert.imports.conversion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a mapping and an import, and how each column is read.
 *
 * @param columns one per column, in file order
 * @param questions open questions: the import does not start until all are answered (A2)
 * @param issues what is wrong with the mapping
 * @param plan the plan, if nothing is open
 */
public record Review(
    List<ColumnReview> columns,
    List<Question> questions,
    List<MappingIssue> issues,
    @Nullable ReadingPlan plan) {

  /** Whether the import can start. */
  public boolean ready() {
    return plan != null;
  }
}
