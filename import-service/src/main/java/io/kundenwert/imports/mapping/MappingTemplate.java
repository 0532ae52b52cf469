package io.kundenwert.imports.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mapping kept under a name, suggested again for files with the same headings (A3).
 *
 * @param name name that a person gave it
 * @param headerHash {@link HeaderHash#of} the headings it was made for
 * @param columns what becomes of each heading
 */
public record MappingTemplate(String name, String headerHash, List<Column> columns) {

  /**
   * A column of the template.
   *
   * @param header heading as written
   * @param target field
   * @param reading number or date reading that was chosen by hand
   */
  public record Column(String header, ColumnTarget target, @Nullable String reading) {}

  /** A template from a mapping that was made for a file. */
  public static MappingTemplate of(String name, List<String> header, Mapping mapping) {
    List<Column> columns = new java.util.ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      Mapping.Choice choice = mapping.choice(i);
      columns.add(new Column(header.get(i), choice.target(), choice.reading()));
    }
    return new MappingTemplate(name, HeaderHash.of(header), List.copyOf(columns));
  }

  /** Whether the template was made for these headings, apart from their order and spelling. */
  public boolean fits(List<String> header) {
    return headerHash.equals(HeaderHash.of(header));
  }

  /**
   * The mapping for a file whose headings fit: columns are found by their heading, equal headings
   * by their order.
   */
  public Mapping applyTo(List<String> header) {
    List<Column> left = new java.util.ArrayList<>(columns);
    List<Mapping.Choice> choices = new java.util.ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String heading = HeaderSynonyms.normalise(header.get(i));
      for (Column column : left) {
        if (HeaderSynonyms.normalise(column.header()).equals(heading)) {
          choices.add(new Mapping.Choice(i, column.target(), column.reading()));
          left.remove(column);
          break;
        }
      }
    }
    return new Mapping(choices);
  }
}
