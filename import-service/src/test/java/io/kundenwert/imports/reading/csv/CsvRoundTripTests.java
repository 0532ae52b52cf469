package io.kundenwert.imports.reading.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.imports.reading.CsvFormat;
import io.kundenwert.imports.reading.Encoding;
import io.kundenwert.imports.reading.Quote;
import io.kundenwert.imports.reading.Row;
import io.kundenwert.imports.reading.TableReader;
import io.kundenwert.imports.reading.TextFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Commons CSV writes is what is read, whatever the cells hold. */
class CsvRoundTripTests {
  private static final List<Encoding> ENCODINGS =
      List.of(Encoding.UTF_8, Encoding.UTF_16LE, Encoding.UTF_16BE, Encoding.WINDOWS_1252);
  private static final String PIECES = "ab ;,|\t\"'\n\r\\=-@äßé€0";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void writtenTablesAreReadBack(long seed) throws IOException {
    Random random = new Random(seed);
    char delimiter = ";,\t|".charAt(random.nextInt(4));
    Quote quote = random.nextBoolean() ? Quote.DOUBLE : Quote.SINGLE;
    Encoding encoding = ENCODINGS.get(random.nextInt(ENCODINGS.size()));
    int width = 2 + random.nextInt(12);
    List<List<String>> table = table(random, width, 400);
    CSVFormat printing =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setQuote(quote.character())
            .setQuoteMode(random.nextBoolean() ? QuoteMode.ALL : QuoteMode.ALL_NON_NULL)
            .setRecordSeparator(List.of("\n", "\r\n", "\r").get(random.nextInt(3)))
            .get();
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
    if (encoding == Encoding.WINDOWS_1252) {
      text.setLength(0);
    }
    try (CSVPrinter printer = new CSVPrinter(text, printing)) {
      printer.printRecords(table);
    }
    CsvFormat format = new CsvFormat(encoding, delimiter, quote, 1);
    List<List<String>> read = new ArrayList<>();
    try (TableReader reader =
        new CsvFiles(heading -> false)
            .open(TextFile.of(text.toString(), encoding.charset()), format)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        assertThat(row.defect()).isNull();
        read.add(row.cells());
      }
    }
    assertThat(read).isEqualTo(table.subList(1, table.size()));
  }

  /** Where Commons CSV alone reads a text without complaint, the framed reader reads the same. */
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
  void looseTextIsFramedAsCommonsCsvDoes(long seed) throws IOException {
    Random random = new Random(seed);
    CsvFormat format = new CsvFormat(Encoding.UTF_8, ';', Quote.DOUBLE, 1);
    int compared = 0;
    for (int i = 0; i < 3_000; i++) {
      String text = "h1;h2;h3;h4;h5;h6\n" + text(random, ";\"\n\r ab", random.nextInt(14));
      List<List<String>> expected = commons(text, format);
      if (expected == null) {
        continue;
      }
      compared++;
      assertThat(framed(text, format)).as(text).isEqualTo(expected);
    }
    assertThat(compared).isGreaterThan(500);
  }

  private static @Nullable List<List<String>> commons(String text, CsvFormat format)
      throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CSVParser parser = CsvTableReader.commonsFormat(format).parse(new StringReader(text))) {
      for (CSVRecord row : parser) {
        if (row.size() > 6) {
          return null;
        }
        List<String> cells = new ArrayList<>(row.toList());
        while (cells.size() < 6) {
          cells.add("");
        }
        rows.add(cells);
      }
    } catch (UncheckedIOException e) {
      return null;
    }
    return rows.subList(1, rows.size());
  }

  private static List<List<String>> framed(String text, CsvFormat format) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (TableReader reader = new CsvFiles(heading -> false).open(TextFile.of(text), format)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        rows.add(row.cells());
      }
    }
    return rows;
  }

  private static List<List<String>> table(Random random, int width, int rows) {
    List<List<String>> table = new ArrayList<>();
    for (int i = 0; i <= rows; i++) {
      List<String> row = new ArrayList<>();
      row.add("r" + i);
      for (int c = 1; c < width; c++) {
        row.add(i == 0 ? "h" + c : text(random, PIECES, random.nextInt(12)));
      }
      table.add(row);
    }
    return table;
  }

  private static String text(Random random, String pieces, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(pieces.charAt(random.nextInt(pieces.length())));
    }
    return text.toString();
  }
}
