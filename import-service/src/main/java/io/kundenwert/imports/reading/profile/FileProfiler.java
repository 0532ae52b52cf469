package io.kundenwert.imports.reading.profile;

import io.kundenwert.imports.reading.DetectedFormat;
import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.reading.Row;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.reading.TableReader;
import io.kundenwert.imports.reading.UnreadableFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds out what a file's columns hold. */
public final class FileProfiler {
  private final TableFiles files;

  /** A profiler for the files that a port can read. */
  public FileProfiler(TableFiles files) {
    this.files = files;
  }

  /**
   * A profile of the first {@code rows} data rows: immediate, whatever the size of the file.
   *
   * @throws UnreadableFileException if the file is not a table, or has no data row
   * @throws IOException if the bytes cannot be had
   */
  public FileProfile sample(FileContent file, FormatOverrides overrides, long rows)
      throws IOException {
    return profile(file, overrides, rows);
  }

  /**
   * A profile of the whole file, with its number of rows: about two seconds per million rows.
   *
   * @throws UnreadableFileException if the file is not a table, or has no data row
   * @throws IOException if the bytes cannot be had
   */
  public FileProfile whole(FileContent file, FormatOverrides overrides) throws IOException {
    return profile(file, overrides, Long.MAX_VALUE);
  }

  private FileProfile profile(FileContent file, FormatOverrides overrides, long most)
      throws IOException {
    DetectedFormat detected = files.detect(file, overrides);
    try (TableReader reader = files.open(file, detected.format())) {
      ColumnProfiler.Parsers parsers = new ColumnProfiler.Parsers();
      List<ColumnProfiler> columns = new ArrayList<>();
      for (int i = 0; i < reader.header().size(); i++) {
        columns.add(new ColumnProfiler());
      }
      long rows = 0;
      long defective = 0;
      Row row = reader.next();
      while (row != null && rows < most) {
        rows++;
        if (row.defect() != null) {
          defective++;
        } else {
          for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(row.cells().get(i), parsers);
          }
        }
        row = reader.next();
      }
      if (rows == 0) {
        throw new UnreadableFileException("file-without-rows");
      }
      return new FileProfile(
          detected, built(columns, reader.header()), rows, defective, row == null);
    }
  }

  private static List<ColumnProfile> built(List<ColumnProfiler> columns, List<String> header) {
    List<ColumnProfile> profiles = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      profiles.add(columns.get(i).build(i, header.get(i)));
    }
    return List.copyOf(profiles);
  }
}
