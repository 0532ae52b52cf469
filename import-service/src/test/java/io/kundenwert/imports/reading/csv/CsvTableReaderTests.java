package io.kundenwert.imports.reading.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kundenwert.imports.reading.CsvFormat;
import io.kundenwert.imports.reading.Encoding;
import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.imports.reading.Quote;
import io.kundenwert.imports.reading.Row;
import io.kundenwert.imports.reading.RowDefect;
import io.kundenwert.imports.reading.TableReader;
import io.kundenwert.imports.reading.TextFile;
import io.kundenwert.imports.reading.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableReaderTests {
  private static final CsvFormat SEMICOLONS = new CsvFormat(Encoding.UTF_8, ';', Quote.DOUBLE, 1);

  @Test
  void numbersRowsFromOneAndLinesOfTheFile() throws IOException {
    List<Row> rows = rows("a;b\n1;2\n\"x\ny\";z\n3;4\n");
    assertThat(rows).extracting(Row::number).containsExactly(1L, 2L, 3L);
    assertThat(rows).extracting(Row::line).containsExactly(2L, 3L, 5L);
    assertThat(cells(rows))
        .containsExactly(List.of("1", "2"), List.of("x\ny", "z"), List.of("3", "4"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsEveryLineBreak(String lineBreak) throws IOException {
    List<Row> rows = rows("a;b" + lineBreak + "1;\"2" + lineBreak + "3\"" + lineBreak + "4;5");
    assertThat(cells(rows)).containsExactly(List.of("1", "2" + lineBreak + "3"), List.of("4", "5"));
    assertThat(rows).extracting(Row::line).containsExactly(2L, 4L);
  }

  @Test
  void keepsDelimitersQuotesAndLineBreaksInsideCells() throws IOException {
    List<Row> rows = rows("a;b\n\"Müller; \"\"Söhne\"\"\r\nGmbH\";\"\"\n");
    assertThat(cells(rows)).containsExactly(List.of("Müller; \"Söhne\"\r\nGmbH", ""));
  }

  @Test
  void linesWithoutAnyCharacterAreNoRows() throws IOException {
    assertThat(cells(rows("a;b\n\n\n1;2\n\r\n3;4\n\n")))
        .containsExactly(List.of("1", "2"), List.of("3", "4"));
  }

  @Test
  void rowsOfEmptyCellsAreRowsWithADefect() throws IOException {
    List<Row> rows = rows("a;b\n;\n  ;\t\n1;2\n");
    assertThat(rows)
        .extracting(Row::defect)
        .containsExactly(RowDefect.EMPTY_ROW, RowDefect.EMPTY_ROW, null);
  }

  @Test
  void shortRowsAreFilledWithEmptyCells() throws IOException {
    assertThat(cells(rows("a;b;c\n1\n1;2\n")))
        .containsExactly(List.of("1", "", ""), List.of("1", "2", ""));
  }

  @Test
  void surplusCellsAreADefectUnlessTheyAreEmpty() throws IOException {
    List<Row> rows = rows("a;b\n1;2;;  ;\n1;2;;x\n3;4\n");
    assertThat(rows).extracting(Row::defect).containsExactly(null, RowDefect.TOO_MANY_CELLS, null);
    assertThat(cells(rows))
        .containsExactly(List.of("1", "2"), List.of("1", "2", "", "x"), List.of("3", "4"));
  }

  @Test
  void anUnclosedQuoteCostsOnlyTheLineItStandsIn() throws IOException {
    List<Row> rows = rows("a;b\n1;\"Meier\n2;Schulz\n3;Weber\n");
    assertThat(rows).extracting(Row::defect).containsExactly(RowDefect.UNCLOSED_QUOTE, null, null);
    assertThat(cells(rows))
        .containsExactly(List.of("1;\"Meier"), List.of("2", "Schulz"), List.of("3", "Weber"));
    assertThat(rows).extracting(Row::line).containsExactly(2L, 3L, 4L);
  }

  @Test
  void anUnclosedQuoteThatMeetsALaterQuoteCostsOnlyItsLine() throws IOException {
    List<Row> rows = rows("a;b\n1;\"Meier\n2;Schulz\n3;\"Weber\"\n4;\"x\"\n");
    assertThat(rows)
        .extracting(Row::defect)
        .containsExactly(RowDefect.UNCLOSED_QUOTE, null, null, null);
    assertThat(cells(rows)).contains(List.of("3", "Weber"), List.of("4", "x"));
  }

  @Test
  void anUnclosedQuoteIsNotLookedForBeyondTheBound() throws IOException {
    String good = "2;Schulz\n".repeat(700_000);
    List<Row> rows = rows("a;b\n1;\"Meier\n" + good + "3;\"late\"\n");
    assertThat(rows).hasSize(700_002);
    assertThat(rows.getFirst().defect()).isEqualTo(RowDefect.UNCLOSED_QUOTE);
    assertThat(rows.subList(1, rows.size())).extracting(Row::defect).containsOnlyNulls();
    assertThat(rows.getLast().cells()).containsExactly("3", "late");
  }

  @Test
  void textBehindAClosingQuoteIsADefectNotAGuess() throws IOException {
    List<Row> rows =
        rows("a;b\n1;\"Firma \"Müller\" GmbH\"\n2;\"ok\"  \n\"x\"y;\"multi\nline\"\n3;4\n");
    assertThat(rows)
        .extracting(Row::defect)
        .containsExactly(RowDefect.MALFORMED_QUOTES, null, RowDefect.MALFORMED_QUOTES, null);
    assertThat(rows.getFirst().cells()).containsExactly("1;\"Firma \"Müller\" GmbH\"");
    assertThat(rows.get(1).cells()).containsExactly("2", "ok");
    assertThat(rows.getLast().cells()).containsExactly("3", "4");
  }

  @Test
  void quotesWithinTextAreText() throws IOException {
    assertThat(cells(rows("a;b\nMax \"Maxi\" Meier;5\" Rohr\n")))
        .containsExactly(List.of("Max \"Maxi\" Meier", "5\" Rohr"));
  }

  @Test
  void quotesAreTextWhenThereIsNoQuote() throws IOException {
    CsvFormat format = new CsvFormat(Encoding.UTF_8, '\t', Quote.NONE, 1);
    assertThat(cells(rows(TextFile.of("a\tb\n\"x\t'y'\n"), format)))
        .containsExactly(List.of("\"x", "'y'"));
  }

  @Test
  void readsSingleQuotes() throws IOException {
    CsvFormat format = new CsvFormat(Encoding.UTF_8, ',', Quote.SINGLE, 1);
    assertThat(cells(rows(TextFile.of("a,b\n'O''Hara, J.','\"x\"'\n"), format)))
        .containsExactly(List.of("O'Hara, J.", "\"x\""));
  }

  @Test
  void nulCharactersStayInTheirCell() throws IOException {
    List<Row> rows = rows("a;b\n1;x\0y\n2;z\n");
    assertThat(cells(rows)).containsExactly(List.of("1", "x\0y"), List.of("2", "z"));
  }

  @Test
  void aCellOfAMegabyteIsReadAndALargerOneIsADefect() throws IOException {
    String allowed = "x".repeat(1 << 20);
    List<Row> rows =
        rows("a;b\n1;" + allowed + "\n2;" + allowed + "y\n3;\"" + allowed + "\ny\"\n4;z\n");
    assertThat(rows)
        .extracting(Row::defect)
        .containsExactly(null, RowDefect.CELL_TOO_LARGE, RowDefect.CELL_TOO_LARGE, null);
    assertThat(rows.getFirst().cells().get(1)).hasSize(1 << 20);
    assertThat(rows.get(1).cells().getFirst()).hasSize(32_768);
    assertThat(rows.getLast().cells()).containsExactly("4", "z");
  }

  @Test
  void anEndlessLineIsOneDefectAndTheNextLineIsRead() throws IOException {
    List<Row> rows = rows("a;b\n" + "x;".repeat(8_000_000) + "\n1;2\n");
    assertThat(rows).extracting(Row::defect).containsExactly(RowDefect.ROW_TOO_LARGE, null);
    assertThat(rows).extracting(Row::line).containsExactly(2L, 3L);
    assertThat(rows.getLast().cells()).containsExactly("1", "2");
  }

  @Test
  void anEndlessUnclosedCellIsOneDefectAndTheNextLineIsRead() throws IOException {
    List<Row> rows = rows("a;b\n1;\"" + "x".repeat(9_000_000) + "\n1;2\n");
    assertThat(rows).extracting(Row::defect).containsExactly(RowDefect.UNCLOSED_QUOTE, null);
    assertThat(rows.getLast().cells()).containsExactly("1", "2");
  }

  @Test
  void tenThousandColumnsAreReadAndMoreAreRefused() throws IOException {
    String header = String.join(";", Collections.nCopies(10_000, "c"));
    List<Row> rows = rows(header + "\n" + "v" + ";v".repeat(9_999) + "\n");
    assertThat(rows.getFirst().cells()).hasSize(10_000).containsOnly("v");
    assertThatExceptionOfType(UnreadableFileException.class)
        .isThrownBy(() -> rows(header + ";c\nv\n"))
        .satisfies(e -> assertThat(e.code()).isEqualTo("too-many-columns"))
        .satisfies(e -> assertThat(e.params()).containsEntry("limit", "10000"));
  }

  @Test
  void aRowOfAMillionCellsIsADefectThatCostsNoMemory() throws IOException {
    List<Row> rows = rows("a;b\n" + ";x".repeat(1_000_000) + "\n1;2\n");
    assertThat(rows).extracting(Row::defect).containsExactly(RowDefect.TOO_MANY_CELLS, null);
    assertThat(rows.getFirst().cells()).hasSize(1);
  }

  @Test
  void aBrokenCharacterCostsItsRowAndShowsWhere() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write("a;b\n1;Käthe\n2;J".getBytes(StandardCharsets.UTF_8));
    file.write(0xF6);
    file.write("rg\n3;ok\n".getBytes(StandardCharsets.UTF_8));
    List<Row> rows = rows(TextFile.of(file.toByteArray()), SEMICOLONS);
    assertThat(rows).extracting(Row::defect).containsExactly(null, RowDefect.BAD_ENCODING, null);
    assertThat(cells(rows))
        .containsExactly(List.of("1", "Käthe"), List.of("2", "J\uFFFDrg"), List.of("3", "ok"));
  }

  @Test
  void aFileCutWithinACharacterLosesItsLastRowWithAReason() throws IOException {
    byte[] whole = "a;b\n1;x\n2;Jö".getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    List<Row> rows = rows(TextFile.of(cut), SEMICOLONS);
    assertThat(rows).extracting(Row::defect).containsExactly(null, RowDefect.BAD_ENCODING);
  }

  @Test
  void aCutSurrogateOrByteInUtf16IsADefect() throws IOException {
    CsvFormat format = new CsvFormat(Encoding.UTF_16LE, ';', Quote.DOUBLE, 1);
    byte[] text = "a;b\n1;2\n3;4x".getBytes(StandardCharsets.UTF_16LE);
    List<Row> rows = rows(TextFile.of(Arrays.copyOf(text, text.length - 1)), format);
    assertThat(rows).extracting(Row::defect).containsExactly(null, RowDefect.BAD_ENCODING);
  }

  @Test
  void aReplacementCharacterThatStandsInTheFileIsData() throws IOException {
    assertThat(cells(rows("a;b\n1;\uFFFD\n"))).containsExactly(List.of("1", "\uFFFD"));
  }

  @Test
  void theNoncharacterThatCommonsCsvMisunderstandsIsADefect() throws IOException {
    List<Row> rows = rows("a;b\n1;\uFFFEx\n\"\uFFFE\";y\n2;ok\n");
    assertThat(rows)
        .extracting(Row::defect)
        .containsExactly(RowDefect.BAD_ENCODING, RowDefect.BAD_ENCODING, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkIsNotPartOfTheFirstHeading(String charset) throws IOException {
    Encoding encoding = Encoding.ofWireName(charset.toLowerCase(Locale.ROOT));
    CsvFormat format = new CsvFormat(encoding, ';', Quote.DOUBLE, 1);
    FileContent file = TextFile.of("\uFEFF\"E-Mail\";Name\na;ä\n", encoding.charset());
    try (TableReader reader = open(file, format)) {
      assertThat(reader.header()).containsExactly("E-Mail", "Name");
      assertThat(reader.next()).extracting(Row::cells).isEqualTo(List.of("a", "ä"));
    }
  }

  @Test
  void readsTheHeaderInItsLineWhateverStandsAbove() throws IOException {
    CsvFormat format = new CsvFormat(Encoding.UTF_8, ';', Quote.DOUBLE, 4);
    FileContent file = TextFile.of("Export \"heute\n\"offen;\n\na;b\n1;2\n");
    try (TableReader reader = open(file, format)) {
      assertThat(reader.header()).containsExactly("a", "b");
      Row row = reader.next();
      assertThat(row).isNotNull();
      assertThat(row.number()).isEqualTo(1);
      assertThat(row.line()).isEqualTo(5);
    }
  }

  @Test
  void namesColumnsByLettersWithoutAHeader() throws IOException {
    CsvFormat format = new CsvFormat(Encoding.UTF_8, ';', Quote.DOUBLE, 0);
    String line = String.join(";", Collections.nCopies(28, "x"));
    try (TableReader reader = open(TextFile.of("sep=;\n" + line + "\n"), format)) {
      assertThat(reader.header()).startsWith("A", "B", "C").endsWith("Z", "AA", "AB");
      assertThat(reader.next()).extracting(Row::number).isEqualTo(1L);
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void skippingGivesTheSameNumbersAsReading() throws IOException {
    StringBuilder text = new StringBuilder("a;b\n");
    for (int i = 1; i <= 20_000; i++) {
      text.append(i % 7 == 0 ? "\n" : "")
          .append(i % 11 == 0 ? "bad\"" + i + ";\"x\"y\n" : i + ";\"line\n" + i + "\"\n");
    }
    List<Row> all = rows(text.toString());
    for (int skip : IntStream.of(0, 1, 4_095, 4_096, 9_999, 19_999).toArray()) {
      try (TableReader reader = open(TextFile.of(text.toString()), SEMICOLONS)) {
        assertThat(reader.skip(skip)).isEqualTo(skip);
        assertThat(reader.next()).isEqualTo(all.get(skip));
        assertThat(reader.skip(3)).isEqualTo(Math.min(3, 19_999 - skip));
      }
    }
    try (TableReader reader = open(TextFile.of(text.toString()), SEMICOLONS)) {
      assertThat(reader.skip(Long.MAX_VALUE)).isEqualTo(20_000);
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void aMissingHeaderLineIsRefused() {
    CsvFormat format = new CsvFormat(Encoding.UTF_8, ';', Quote.DOUBLE, 9);
    assertThatExceptionOfType(UnreadableFileException.class)
        .isThrownBy(() -> rows(TextFile.of("a;b\n1;2\n"), format))
        .satisfies(e -> assertThat(e.code()).isEqualTo("header-not-found"));
  }

  @Test
  void closesTheFileWhenTheHeaderIsRefused() {
    List<String> closed = new ArrayList<>();
    FileContent file =
        () ->
            new InputStream() {
              @Override
              public int read() {
                return -1;
              }

              @Override
              public void close() {
                closed.add("closed");
              }
            };
    assertThatExceptionOfType(UnreadableFileException.class)
        .isThrownBy(() -> rows(file, SEMICOLONS));
    assertThat(closed).containsExactly("closed");
  }

  private static List<Row> rows(String text) throws IOException {
    return rows(TextFile.of(text), SEMICOLONS);
  }

  private static List<Row> rows(FileContent file, CsvFormat format) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (TableReader reader = open(file, format)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
      assertThat(reader.next()).isNull();
    }
    return rows;
  }

  private static TableReader open(FileContent file, CsvFormat format) throws IOException {
    return new CsvFiles(heading -> false).open(file, format);
  }

  private static List<List<String>> cells(List<Row> rows) {
    return rows.stream().map(Row::cells).toList();
  }
}
