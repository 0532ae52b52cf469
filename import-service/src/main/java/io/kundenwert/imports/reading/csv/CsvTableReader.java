package io.kundenwert.imports.reading.csv;

import io.kundenwert.imports.reading.CsvFormat;
import io.kundenwert.imports.reading.Row;
import io.kundenwert.imports.reading.RowDefect;
import io.kundenwert.imports.reading.TableReader;
import io.kundenwert.imports.reading.UnreadableFileException;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a text file. The framer finds records; runs of good ones go to Commons CSV together,
 * where they lie in the framer's buffer.
 */
final class CsvTableReader implements TableReader {
  private static final int BATCH = 4096;

  private final RecordFramer framer;
  private final CSVFormat csv;
  private final List<String> header;
  private final int width;
  private final long[] batchLines = new long[BATCH];

  private Iterator<CSVRecord> batch = Collections.emptyIterator();
  private int batchSize;
  private int batchAt;
  private long number;

  private CsvTableReader(RecordFramer framer, CsvFormat format) throws IOException {
    this.framer = framer;
    this.csv = commonsFormat(format);
    this.header = readHeader(format);
    this.width = header.size();
  }

  static CsvTableReader open(CharSource source, CsvFormat format) throws IOException {
    RecordFramer framer = new RecordFramer(source, format.delimiter(), format.quote());
    try {
      return new CsvTableReader(framer, format);
    } catch (IOException | RuntimeException e) {
      framer.close();
      throw e;
    }
  }

  /** Commons CSV by the rules that the framer follows. */
  static CSVFormat commonsFormat(CsvFormat format) {
    CSVFormat.Builder builder =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(format.delimiter())
            .setQuoteMode(QuoteMode.MINIMAL)
            .setIgnoreEmptyLines(true);
    return switch (format.quote()) {
      case NONE -> builder.setQuote(null).get();
      case SINGLE, DOUBLE -> builder.setQuote(format.quote().character()).get();
    };
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public @Nullable Row next() throws IOException {
    if (batchAt == batchSize && !fillBatch()) {
      return oneByOne();
    }
    long line = batchLines[batchAt];
    return row(line, nextOfBatch().values());
  }

  @Override
  public long skip(long rows) throws IOException {
    long skipped = 0;
    while (skipped < rows && batchAt < batchSize) {
      nextOfBatch();
      skipped++;
    }
    while (skipped < rows && advance()) {
      skipped++;
    }
    number += skipped;
    return skipped;
  }

  @Override
  public void close() throws IOException {
    framer.close();
  }

  /** Collects good records that lie side by side; false if the next one is not good, or none. */
  private boolean fillBatch() throws IOException {
    batchAt = 0;
    batchSize = 0;
    int start = -1;
    int end = 0;
    while (batchSize < BATCH) {
      if (!framer.next()) {
        if (batchSize > 0 || !framer.fill()) {
          break;
        }
        continue;
      }
      if (framer.isBlank()) {
        continue;
      }
      if (framer.defect() != null) {
        framer.unread();
        break;
      }
      if (batchSize == 0) {
        start = framer.start();
      }
      batchLines[batchSize++] = framer.startLine();
      end = framer.end();
    }
    if (batchSize == 0) {
      return false;
    }
    batch = parser(start, end).iterator();
    return true;
  }

  private CSVParser parser(int start, int end) throws IOException {
    return CSVParser.builder()
        .setReader(new CharArrayReader(framer.buffer(), start, end - start))
        .setFormat(csv)
        .get();
  }

  private CSVRecord nextOfBatch() {
    Iterator<CSVRecord> records = batch;
    if (!records.hasNext()) {
      throw disagreement();
    }
    CSVRecord row = records.next();
    batchAt++;
    if (batchAt == batchSize && records.hasNext()) {
      throw disagreement();
    }
    return row;
  }

  /** Never to be seen: rather no import than one with rows cut in the wrong place. */
  private static IllegalStateException disagreement() {
    return new IllegalStateException("Commons CSV found other records than the framer");
  }

  /** The next record that is not part of a batch: it has a defect. */
  private @Nullable Row oneByOne() throws IOException {
    if (!advance()) {
      return null;
    }
    RowDefect defect = framer.defect();
    List<String> cells =
        defect == RowDefect.BAD_ENCODING ? cellsOfDamaged() : List.of(framer.text(Limits.RAW));
    return new Row(++number, framer.startLine(), cells, defect);
  }

  /** The cells around a character that is none; the whole text if it cannot be parsed. */
  private List<String> cellsOfDamaged() throws IOException {
    try (CSVParser parser = parser(framer.start(), framer.end())) {
      List<CSVRecord> records = parser.getRecords();
      return records.size() == 1 && records.getFirst().size() <= Limits.COLUMNS
          ? records.getFirst().toList()
          : List.of(framer.text(Limits.RAW));
    } catch (UncheckedIOException e) {
      return List.of(framer.text(Limits.RAW));
    }
  }

  private Row row(long line, String[] values) {
    number++;
    if (values.length == width) {
      return row(line, values, null);
    }
    if (values.length > width && !isBlank(values, width)) {
      return row(line, values, RowDefect.TOO_MANY_CELLS);
    }
    String[] cells = Arrays.copyOf(values, width);
    if (values.length < width) {
      Arrays.fill(cells, values.length, width, "");
    }
    return row(line, cells, null);
  }

  private Row row(long line, String[] cells, @Nullable RowDefect defect) {
    return new Row(
        number,
        line,
        Collections.unmodifiableList(Arrays.asList(cells)),
        defect == null && isBlank(cells, 0) ? RowDefect.EMPTY_ROW : defect);
  }

  private static boolean isBlank(String[] cells, int from) {
    for (int i = from; i < cells.length; i++) {
      if (!cells[i].isBlank()) {
        return false;
      }
    }
    return true;
  }

  /** Goes to the next record that is not a blank line. */
  private boolean advance() throws IOException {
    while (true) {
      if (framer.next()) {
        if (!framer.isBlank()) {
          return true;
        }
      } else if (!framer.fill()) {
        return false;
      }
    }
  }

  private List<String> readHeader(CsvFormat format) throws IOException {
    framer.skipLines(Math.max(format.headerLine() - 1, 0));
    if (!advance()) {
      throw format.headerLine() > 1
          ? headerNotFound(format.headerLine())
          : new UnreadableFileException("file-empty");
    }
    if (format.headerLine() == 0
        && SepLine.delimiter(framer.text(Limits.RAW)) != null
        && !advance()) {
      throw new UnreadableFileException("file-empty");
    }
    if (framer.cells() > Limits.COLUMNS) {
      throw new UnreadableFileException(
          "too-many-columns", Map.of("limit", Integer.toString(Limits.COLUMNS)));
    }
    if (format.headerLine() == 0) {
      int columns = framer.cells();
      framer.unread();
      return letters(columns);
    }
    if (framer.defect() != null) {
      throw headerNotFound(framer.startLine());
    }
    try (CSVParser parser = parser(framer.start(), framer.end())) {
      return parser.iterator().next().stream().map(String::strip).toList();
    }
  }

  private static UnreadableFileException headerNotFound(long line) {
    return new UnreadableFileException("header-not-found", Map.of("line", Long.toString(line)));
  }

  /** Names as spreadsheets have them: A … Z, AA, AB … */
  private static List<String> letters(int columns) {
    List<String> names = new ArrayList<>(columns);
    for (int i = 0; i < columns; i++) {
      StringBuilder name = new StringBuilder();
      for (int rest = i; rest >= 0; rest = rest / 26 - 1) {
        name.insert(0, (char) ('A' + rest % 26));
      }
      names.add(name.toString());
    }
    return List.copyOf(names);
  }
}
