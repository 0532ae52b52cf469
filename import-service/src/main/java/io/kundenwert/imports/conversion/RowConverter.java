package io.kundenwert.imports.conversion;

import io.kundenwert.imports.reading.Row;

/** Turns the rows of a file into typed rows, as a plan says. For one thread. */
public final class RowConverter {
  private final ReadingPlan plan;

  private RowConverter(ReadingPlan plan) {
    this.plan = plan;
  }

  /**
   * A converter for a plan.
   *
   * @throws IllegalArgumentException if the plan was made by another version of the readers
   */
  public static RowConverter of(ReadingPlan plan) {
    if (plan.version() != ReadingPlan.VERSION) {
      throw new IllegalArgumentException("Another version of the readers made this plan");
    }
    return new RowConverter(plan);
  }

  /** Converts a row. Never throws, whatever the cells hold. */
  public Conversion convert(Row row) {
    throw new UnsupportedOperationException(plan.toString() + row);
  }
}
