package io.kundenwert.imports.reading.profile;

import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.reading.UnreadableFileException;
import java.io.IOException;

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
    throw new UnsupportedOperationException(files + " " + file + overrides + rows);
  }

  /**
   * A profile of the whole file, with its number of rows: about two seconds per million rows.
   *
   * @throws UnreadableFileException if the file is not a table, or has no data row
   * @throws IOException if the bytes cannot be had
   */
  public FileProfile whole(FileContent file, FormatOverrides overrides) throws IOException {
    return sample(file, overrides, Long.MAX_VALUE);
  }
}
