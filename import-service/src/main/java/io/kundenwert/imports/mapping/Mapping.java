package io.kundenwert.imports.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which column is which field, as proposed or as the user wants it.
 *
 * @param columns choices; a column without one is skipped
 */
public record Mapping(List<Choice> columns) {

  /**
   * What is done with a column.
   *
   * @param column place in the file, from 0
   * @param target field
   * @param reading the user's answer to a question, or a change of what the values settled: the
   *     wire name of a number or date reading; null to let the values decide
   */
  public record Choice(int column, ColumnTarget target, @Nullable String reading) {}

  /** Copies the list. */
  public Mapping {
    columns = List.copyOf(columns);
  }

  /** The choice for a column; skipped if there is none. */
  public Choice choice(int column) {
    for (Choice choice : columns) {
      if (choice.column() == column) {
        return choice;
      }
    }
    return new Choice(column, ColumnTarget.SKIP, null);
  }

  /** Whether a column is mapped to a field. */
  public boolean has(Field field) {
    return columns.stream().anyMatch(choice -> choice.target().field() == field);
  }
}
