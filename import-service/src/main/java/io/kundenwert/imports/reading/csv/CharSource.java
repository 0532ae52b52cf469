package io.kundenwert.imports.reading.csv;

import java.io.Closeable;
import java.io.IOException;

/** Characters, and where among them stand replacements for bytes that were none. */
interface CharSource extends Closeable {
  /** No (further) character was replaced. */
  long NONE = Long.MAX_VALUE;

  /**
   * Reads up to {@code length} characters, at least one unless the source is at its end.
   *
   * @return how many were read, or -1 at the end
   */
  int read(char[] target, int offset, int length) throws IOException;

  /**
   * Index, counted from the first character of the source, of the first replacement at or after
   * {@code from} among what was read; {@link #NONE} if there is none. Earlier ones are forgotten.
   */
  long replacementFrom(long from);

  @Override
  void close() throws IOException;

  /** The characters of a text. */
  static CharSource of(String text) {
    return new CharSource() {
      private int at;

      @Override
      public int read(char[] target, int offset, int length) {
        if (at == text.length()) {
          return -1;
        }
        int count = Math.min(length, text.length() - at);
        text.getChars(at, at + count, target, offset);
        at += count;
        return count;
      }

      @Override
      public long replacementFrom(long from) {
        return NONE;
      }

      @Override
      public void close() {}
    };
  }
}
