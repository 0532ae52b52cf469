package io.kundenwert.imports.reading.profile;

import io.kundenwert.imports.mapping.HeaderSynonyms;
import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.reading.TextFile;
import io.kundenwert.imports.reading.csv.CsvFiles;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Profiles of small files for tests. */
public final class Profiles {
  private Profiles() {}

  public static FileProfile ofLines(String... lines) {
    return of(TextFile.ofLines(lines));
  }

  public static FileProfile of(FileContent file) {
    try {
      return new FileProfiler(new CsvFiles(HeaderSynonyms::isKnown))
          .whole(file, FormatOverrides.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
