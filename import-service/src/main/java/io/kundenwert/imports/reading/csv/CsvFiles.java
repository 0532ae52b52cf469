package io.kundenwert.imports.reading.csv;

import io.kundenwert.imports.reading.DetectedFormat;
import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.imports.reading.FileFormat;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.reading.TableReader;
import java.io.IOException;

/** Reads CSV and TSV files. */
public final class CsvFiles implements TableFiles {

  @Override
  public DetectedFormat detect(FileContent file, FormatOverrides overrides) throws IOException {
    throw new UnsupportedOperationException(file.toString() + overrides);
  }

  @Override
  public TableReader open(FileContent file, FileFormat format) throws IOException {
    throw new UnsupportedOperationException(file.toString() + format);
  }
}
