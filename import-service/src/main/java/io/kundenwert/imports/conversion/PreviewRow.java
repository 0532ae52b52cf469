package io.kundenwert.imports.conversion;

import io.kundenwert.events.ImportedRow;
import io.kundenwert.imports.reading.Row;
import io.kundenwert.imports.reading.TableReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as it would be imported (A4). Either {@code row} or {@code rejection} is there.
 *
 * @param number number of the row in the file
 * @param cells the cells as written
 * @param row as read
 * @param rejection why it would not be taken
 */
public record PreviewRow(
    long number, List<String> cells, @Nullable ImportedRow row, @Nullable Rejection rejection) {

  /**
   * The next rows of a file.
   *
   * @throws IOException if the bytes cannot be had
   */
  public static List<PreviewRow> read(TableReader reader, RowConverter converter, int limit)
      throws IOException {
    List<PreviewRow> rows = new ArrayList<>();
    Row row;
    while (rows.size() < limit && (row = reader.next()) != null) {
      rows.add(of(row, converter.convert(row)));
    }
    return rows;
  }

  private static PreviewRow of(Row row, Conversion conversion) {
    return switch (conversion) {
      case Conversion.Accepted accepted ->
          new PreviewRow(row.number(), row.cells(), accepted.row(), null);
      case Conversion.Rejected rejected ->
          new PreviewRow(row.number(), row.cells(), null, rejected.rejection());
    };
  }
}
