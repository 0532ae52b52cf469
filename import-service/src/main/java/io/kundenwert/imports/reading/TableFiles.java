package io.kundenwert.imports.reading;

import java.io.IOException;

/** Reads files of some kind as tables: the port that each file format implements (A1). */
public interface TableFiles {

  /**
   * Finds out how a file is to be read. The whole file is scanned for its encoding, a sample at its
   * start for the rest.
   *
   * @throws UnreadableFileException if it is not a table of this kind
   * @throws IOException if the bytes cannot be had
   */
  DetectedFormat detect(FileContent file, FormatOverrides overrides) throws IOException;

  /**
   * Opens a file for reading from its first data row. Memory stays flat whatever its size.
   *
   * @throws UnreadableFileException if it cannot be read in this format
   * @throws IOException if the bytes cannot be had
   */
  TableReader open(FileContent file, FileFormat format) throws IOException;
}
