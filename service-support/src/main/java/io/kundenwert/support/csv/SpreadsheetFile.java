package io.kundenwert.support.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A CSV file that opens in the reader's spreadsheet with a double click. */
public final class SpreadsheetFile {
  private SpreadsheetFile() {}

  /** Whether the reader's spreadsheet expects semicolons and decimal commas. */
  public static boolean isGerman(Locale locale) {
    return locale.getLanguage().equals("de");
  }

  /**
   * Begins a file; cells that come from people go through {@link SpreadsheetCells}. Closing the
   * printer closes the stream.
   */
  public static CSVPrinter begin(OutputStream out, Locale locale) throws IOException {
    Writer text = new OutputStreamWriter(out, UTF_8);
    // Without the mark, Excel takes the file for Windows-1252.
    text.write('\uFEFF');
    return new CSVPrinter(
        text,
        CSVFormat.Builder.create(CSVFormat.RFC4180)
            .setDelimiter(isGerman(locale) ? ';' : ',')
            .setRecordSeparator("\r\n")
            .get());
  }
}
