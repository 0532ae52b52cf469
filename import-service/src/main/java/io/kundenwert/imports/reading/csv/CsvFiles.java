package io.kundenwert.imports.reading.csv;

import io.kundenwert.imports.reading.CsvFormat;
import io.kundenwert.imports.reading.DetectedFormat;
import io.kundenwert.imports.reading.Encoding;
import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.imports.reading.FileFormat;
import io.kundenwert.imports.reading.Finding;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.reading.TableReader;
import io.kundenwert.imports.reading.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads CSV and TSV files. */
public final class CsvFiles implements TableFiles {
  private static final int HEAD_BYTES = 1 << 16;
  private static final int SAMPLE_CHARACTERS = 1 << 19;
  private static final int FIRST_LINES = 8;
  private static final int LINE_CHARACTERS = 500;

  private final Predicate<String> knownHeading;

  /**
   * A reader of text files.
   *
   * @param knownHeading whether a cell is a heading that somebody uses for a field: evidence for
   *     where the header is
   */
  public CsvFiles(Predicate<String> knownHeading) {
    this.knownHeading = knownHeading;
  }

  @Override
  public DetectedFormat detect(FileContent file, FormatOverrides overrides) throws IOException {
    byte[] head = head(file);
    FileKind.requireText(head);
    EncodingDetector.Detected encoding = encoding(file, head, overrides);
    String text = start(file, encoding.encoding());
    if (text.isBlank()) {
      throw new UnreadableFileException("file-empty");
    }
    FormatDetector detector =
        new FormatDetector(text, text.length() < SAMPLE_CHARACTERS - 1, overrides, knownHeading);
    CsvFormat format = detector.detect(encoding.encoding());
    List<Finding> findings = new ArrayList<>();
    findings.add(encoding.finding());
    findings.addAll(detector.findings());
    return new DetectedFormat(
        format,
        List.copyOf(findings),
        firstLines(text),
        EncodingDetector.byMark(head) == encoding.encoding());
  }

  @Override
  public TableReader open(FileContent file, FileFormat format) throws IOException {
    return switch (format) {
      case CsvFormat csv -> CsvTableReader.open(new DecodedBytes(file.open(), csv.encoding()), csv);
    };
  }

  private static EncodingDetector.Detected encoding(
      FileContent file, byte[] head, FormatOverrides overrides) throws IOException {
    Encoding chosen = overrides.encoding();
    return chosen == null
        ? EncodingDetector.detect(file, head)
        : new EncodingDetector.Detected(chosen, "chosen", true);
  }

  private static byte[] head(FileContent file) throws IOException {
    try (InputStream in = file.open()) {
      return in.readNBytes(HEAD_BYTES);
    }
  }

  private static String start(FileContent file, Encoding encoding) throws IOException {
    char[] buffer = new char[SAMPLE_CHARACTERS];
    int length = 0;
    try (CharSource source = new DecodedBytes(file.open(), encoding)) {
      while (buffer.length - length >= 2) {
        int got = source.read(buffer, length, buffer.length - length);
        if (got < 0) {
          break;
        }
        length += got;
      }
    }
    return new String(buffer, 0, length);
  }

  private static List<String> firstLines(String text) {
    return text.lines()
        .limit(FIRST_LINES)
        .map(line -> line.substring(0, Math.min(line.length(), LINE_CHARACTERS)))
        .toList();
  }
}
