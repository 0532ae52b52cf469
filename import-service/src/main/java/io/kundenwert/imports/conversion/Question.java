package io.kundenwert.imports.conversion;

import java.util.List;

/**
 * A column that can be read in more than one way and that no value settles (A2). It is answered by
 * a reading in the column's {@link io.kundenwert.imports.mapping.Mapping.Choice}, or by skipping
 * the column.
 *
 * @param column place in the file, from 0
 * @param header heading as written
 * @param kind {@code date} or {@code number}
 * @param example the value that the question is about
 * @param contradicting whether there is a value for each reading that the other cannot explain:
 *     then either answer rejects rows
 * @param candidates the readings to choose from
 * @param affectedRows rows with a value that the readings disagree on
 */
public record Question(
    int column,
    String header,
    String kind,
    String example,
    boolean contradicting,
    List<Candidate> candidates,
    long affectedRows) {

  /**
   * A reading.
   *
   * @param reading wire name of the reading
   * @param examples up to three values of the column as they would be read
   * @param rejectedRows rows of the column that this reading would reject
   */
  public record Candidate(String reading, List<RenderedValue> examples, long rejectedRows) {}
}
