package io.kundenwert.imports.reading.csv;

import io.kundenwert.imports.reading.Quote;
import io.kundenwert.imports.reading.RowDefect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The start of a file, as records under some delimiter and quote.
 *
 * @param records the records without blank lines, at most {@link #RECORDS}
 */
record Sample(List<Framed> records) {
  private static final int RECORDS = 200;

  /**
   * A record.
   *
   * @param line line of the file in which it starts
   * @param cells number of cells
   * @param text its text
   * @param defect what is wrong with it
   */
  record Framed(long line, int cells, String text, @Nullable RowDefect defect) {}

  /** The records of a text; the last one is left out if the text is only the start of a file. */
  static Sample of(String text, boolean whole, char delimiter, Quote quote) throws IOException {
    List<Framed> records = new ArrayList<>();
    try (RecordFramer framer = new RecordFramer(CharSource.of(text), delimiter, quote)) {
      while (records.size() < RECORDS && advance(framer)) {
        if (!framer.isBlank()) {
          records.add(
              new Framed(
                  framer.startLine(), framer.cells(), framer.text(Limits.RECORD), framer.defect()));
        }
      }
      if (!whole && records.size() > 1 && records.size() < RECORDS) {
        records.removeLast();
      }
    }
    return new Sample(records);
  }

  private static boolean advance(RecordFramer framer) throws IOException {
    while (!framer.next()) {
      if (!framer.fill()) {
        return false;
      }
    }
    return true;
  }

  /** The number of cells that most records have, weighing records with more cells higher. */
  int width() {
    int best = 1;
    long bestWeight = 0;
    for (Framed record : records) {
      long same = records.stream().filter(other -> other.cells() == record.cells()).count();
      long weight = record.cells() == 1 ? same : 2 * same;
      if (weight > bestWeight || (weight == bestWeight && record.cells() > best)) {
        bestWeight = weight;
        best = record.cells();
      }
    }
    return best;
  }

  /** The share of records with a number of cells. */
  double share(int width) {
    return records.isEmpty()
        ? 0
        : (double) records.stream().filter(record -> record.cells() == width).count()
            / records.size();
  }
}
