package io.kundenwert.imports.reading.profile;

import io.kundenwert.imports.reading.DetectedFormat;
import java.util.List;

/**
 * A file's format and the evidence of its columns.
 *
 * @param detected format with findings
 * @param columns one profile per column of the header, in file order
 * @param rows data rows that were read; all of the file if {@code complete}
 * @param defective those among them that could not be told apart into cells
 * @param complete whether the whole file was read; a sample's evidence may lack what comes later
 */
public record FileProfile(
    DetectedFormat detected,
    List<ColumnProfile> columns,
    long rows,
    long defective,
    boolean complete) {

  /** The cells of the header. */
  public List<String> header() {
    return columns.stream().map(ColumnProfile::header).toList();
  }
}
