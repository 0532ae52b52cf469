package io.kundenwert.imports.reading.csv;

import io.kundenwert.imports.reading.CsvFormat;
import io.kundenwert.imports.reading.Encoding;
import io.kundenwert.imports.reading.Finding;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.reading.Quote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Finds delimiter, quote and header in the first characters of a file. */
final class FormatDetector {
  private static final List<Character> DELIMITERS = List.of(';', ',', '\t', '|');

  private final String text;
  private final boolean whole;
  private final FormatOverrides overrides;
  private final Predicate<String> knownHeading;
  private final @Nullable Character named;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * A detector.
   *
   * @param text the first characters of the file
   * @param whole whether they are all of it
   */
  FormatDetector(
      String text, boolean whole, FormatOverrides overrides, Predicate<String> knownHeading) {
    this.text = text;
    this.whole = whole;
    this.overrides = overrides;
    this.knownHeading = knownHeading;
    this.named = SepLine.delimiter(text.lines().findFirst().orElse(""));
  }

  CsvFormat detect(Encoding encoding) throws IOException {
    char delimiter = delimiter();
    Quote quote = quote(delimiter);
    int headerLine = headerLine(delimiter, quote);
    return new CsvFormat(encoding, delimiter, quote, headerLine);
  }

  List<Finding> findings() {
    return findings;
  }

  private char delimiter() throws IOException {
    Character chosen = overrides.delimiter();
    if (chosen != null) {
      return found(chosen, "chosen", true);
    }
    if (named != null) {
      return found(named, "sep-line", true);
    }
    char best = ',';
    double bestScore = 0;
    double secondScore = 0;
    for (char delimiter : DELIMITERS) {
      double score = score(delimiter);
      if (score > bestScore) {
        secondScore = bestScore;
        bestScore = score;
        best = delimiter;
      } else {
        secondScore = Math.max(secondScore, score);
      }
    }
    if (bestScore == 0) {
      return found(best, "single-column", false);
    }
    return found(best, "steady-count", bestScore > secondScore * 1.2);
  }

  /** How steadily a delimiter cuts the records into the same number of cells, headings included. */
  private double score(char delimiter) throws IOException {
    Sample sample = Sample.of(text, whole, delimiter, quoteFor(Quote.DOUBLE));
    int width = sample.width();
    if (width < 2) {
      return 0;
    }
    int known = 0;
    for (Sample.Framed record :
        sample.records().subList(0, Math.min(20, sample.records().size()))) {
      known = Math.max(known, knownHeadings(cells(record, delimiter, quoteFor(Quote.DOUBLE))));
    }
    return sample.share(width) * (1 + Math.min(width, 20) / 100.0) + Math.min(known, 3) * 0.5;
  }

  private char found(char delimiter, String reason, boolean sure) {
    findings.add(new Finding("delimiter", Character.toString(delimiter), reason, sure));
    return delimiter;
  }

  private Quote quoteFor(Quote otherwise) {
    return overrides.quote() == null ? otherwise : overrides.quote();
  }

  private Quote quote(char delimiter) throws IOException {
    Quote chosen = overrides.quote();
    if (chosen != null) {
      return found(chosen, "chosen", true);
    }
    if (text.indexOf('"') < 0) {
      return isWrapped(delimiter, '\'')
          ? found(Quote.SINGLE, "cells-wrapped", true)
          : found(Quote.DOUBLE, "no-quotes", true);
    }
    if (isWrapped(delimiter, '"')) {
      return found(Quote.DOUBLE, "cells-wrapped", true);
    }
    Sample quoted = Sample.of(text, whole, delimiter, Quote.DOUBLE);
    if (quoted.records().stream().anyMatch(record -> record.defect() != null)) {
      return found(Quote.NONE, "quotes-in-text", false);
    }
    return found(Quote.DOUBLE, "quotes-in-text", true);
  }

  private Quote found(Quote quote, String reason, boolean sure) {
    findings.add(new Finding("quote", quote.wireName(), reason, sure));
    return quote;
  }

  /** Whether cells start and end with a quote: in one cell of ten lines at least. */
  private boolean isWrapped(char delimiter, char quote) throws IOException {
    String opening = Character.toString(delimiter) + quote;
    String closing = Character.toString(quote) + delimiter;
    long wrapped = 0;
    long records = 0;
    for (Sample.Framed record :
        Sample.of(text, whole, delimiter, quote == '"' ? Quote.DOUBLE : Quote.SINGLE).records()) {
      String padded = delimiter + record.text() + delimiter;
      int open = padded.indexOf(opening);
      records++;
      wrapped +=
          record.defect() == null && open >= 0 && padded.indexOf(closing, open + 2) >= 0 ? 1 : 0;
    }
    return wrapped > 0 && (quote == '"' || wrapped * 2 > records);
  }

  private int headerLine(char delimiter, Quote quote) throws IOException {
    Integer chosen = overrides.headerLine();
    if (chosen != null) {
      return found(chosen, "chosen", true);
    }
    Sample sample = Sample.of(text, whole, delimiter, quote);
    int width = sample.width();
    long firstLine = named == null ? 1 : 2;
    int bestKnown = 0;
    @Nullable Long bestLine = null;
    @Nullable Long full = null;
    boolean data = false;
    for (Sample.Framed record : sample.records().stream().limit(50).toList()) {
      if (record.line() < firstLine || record.defect() != null) {
        continue;
      }
      List<String> cells = cells(record, delimiter, quote);
      int known = knownHeadings(cells);
      if (known > bestKnown && !looksLikeData(cells)) {
        bestKnown = known;
        bestLine = record.line();
      }
      if (full == null && !data && record.cells() >= width && isFilled(cells)) {
        if (looksLikeData(cells)) {
          data = true;
        } else {
          full = record.line();
        }
      }
    }
    if (bestLine != null && (bestKnown > 1 || width == 1 || bestLine.equals(full))) {
      return found((int) (long) bestLine, "known-headers", true);
    }
    if (full != null) {
      return found((int) (long) full, "first-full-line", full == firstLine);
    }
    return data
        ? found(0, "first-line-is-data", false)
        : found((int) firstLine, "first-line", false);
  }

  private int found(int headerLine, String reason, boolean sure) {
    findings.add(new Finding("header", Integer.toString(headerLine), reason, sure));
    return headerLine;
  }

  private int knownHeadings(List<String> cells) {
    return (int) cells.stream().map(String::strip).filter(knownHeading).distinct().count();
  }

  /** Preamble that a spreadsheet padded to the table's width is mostly empty. */
  private static boolean isFilled(List<String> cells) {
    long filled = cells.stream().filter(cell -> !cell.isBlank()).count();
    return filled * 2 > cells.size();
  }

  /** Headings are words: an address, or no letter in any cell, says that a line is data. */
  private static boolean looksLikeData(List<String> cells) {
    return cells.stream().anyMatch(FormatDetector::isAddress)
        || cells.stream().noneMatch(cell -> cell.chars().anyMatch(Character::isLetter));
  }

  private static boolean isAddress(String cell) {
    int at = cell.indexOf('@');
    return at > 0 && cell.indexOf('.', at) > at + 1 && cell.strip().indexOf(' ') < 0;
  }

  private static List<String> cells(Sample.Framed record, char delimiter, Quote quote)
      throws IOException {
    if (record.defect() != null || record.text().isEmpty()) {
      return List.of();
    }
    CsvFormat format = new CsvFormat(Encoding.UTF_8, delimiter, quote, 1);
    try (CSVParser parser = CSVParser.parse(record.text(), CsvTableReader.commonsFormat(format))) {
      return parser.stream().findFirst().map(CSVRecord::toList).orElse(List.of());
    }
  }
}
