package io.kundenwert.imports.reading;

/**
 * The format of a text file with delimited cells (A2).
 *
 * @param encoding how bytes become characters; a byte order mark is skipped
 * @param delimiter the character between cells
 * @param quote how cells are wrapped
 * @param headerLine line of the file in which the header starts, from 1; what lies above is not
 *     read. 0 if the file has no header: then columns are named A, B, C … and the first line is
 *     data
 */
public record CsvFormat(Encoding encoding, char delimiter, Quote quote, int headerLine)
    implements FileFormat {

  /** Checks that the characters can be told apart. */
  public CsvFormat {
    if (delimiter == quote.character()
        || delimiter == '\r'
        || delimiter == '\n'
        || delimiter >= 0x80) {
      throw new IllegalArgumentException("This character cannot delimit cells");
    }
    if (headerLine < 0) {
      throw new IllegalArgumentException("Lines count from 1, 0 says that there is no header");
    }
  }
}
