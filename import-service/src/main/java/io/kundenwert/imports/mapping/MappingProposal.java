package io.kundenwert.imports.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proposal for each column of a file, with the reason.
 *
 * @param columns one per column, in file order
 */
public record MappingProposal(List<Column> columns) {

  /** How certain a proposal is. */
  public enum Confidence {
    /** Heading and values agree, or the heading can mean nothing else. */
    SURE,
    /** Very probably, worth a look. */
    LIKELY,
    /** One of several meanings, or none. */
    UNCLEAR
  }

  /** What a proposal rests on. */
  public enum Basis {
    /** The heading. */
    HEADER,
    /** The values. */
    VALUES,
    /** Nothing: the column is not known. */
    NONE
  }

  /**
   * A proposal.
   *
   * @param column place in the file, from 0
   * @param header heading as written
   * @param target proposed field; skip for columns that are not known
   * @param confidence how certain it is
   * @param basis what it rests on
   * @param recognised what the heading means, also where the column is skipped
   * @param takenBy the column that is mapped to the recognised field instead of this one
   * @param alternatives other fields that the heading can mean
   */
  public record Column(
      int column,
      String header,
      ColumnTarget target,
      Confidence confidence,
      Basis basis,
      @Nullable Field recognised,
      @Nullable Integer takenBy,
      List<Field> alternatives) {}

  /** The proposal as a mapping without answers. */
  public Mapping mapping() {
    return new Mapping(
        columns.stream()
            .map(column -> new Mapping.Choice(column.column(), column.target(), null))
            .toList());
  }
}
