package io.kundenwert.imports.reading.csv;

import io.kundenwert.imports.reading.Quote;
import io.kundenwert.imports.reading.RowDefect;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds where records begin and end, by the same rules as Commons CSV, and bounds what Commons CSV
 * does not: length of cells and records, number of cells, the search for a closing quote.
 *
 * <p>A quoted cell that finds no end within the bounds, or ends in the middle of a later line,
 * costs only the line it starts in; reading goes on in the next one.
 */
final class RecordFramer implements Closeable {
  private static final int INITIAL_BUFFER = 1 << 17;

  /** Commons CSV takes this noncharacter for "no quote": it must not meet it. */
  private static final char NONCHARACTER = '\uFFFE';

  private final CharSource source;
  private final char delimiter;
  private final char quote;
  private final boolean[] special = new boolean[128];

  private char[] buffer = new char[INITIAL_BUFFER];
  private int limit;
  private boolean sourceEnded;
  private long bufferStart;
  private int position;
  private long line = 1;

  private int start;
  private int end;
  private int cells;
  private long startLine;
  private boolean blank;
  private @Nullable RowDefect defect;

  private int firstBreak;
  private int breaks;
  private int widest;
  private boolean malformed;
  private boolean malformedLater;
  private boolean damaged;
  private boolean inQuotes;

  /** The rest of the last record's line has to be passed over. */
  private boolean cut;

  RecordFramer(CharSource source, char delimiter, Quote quote) {
    this.source = source;
    this.delimiter = delimiter;
    this.quote = quote == Quote.NONE ? NONCHARACTER : quote.character();
    special['\n'] = true;
    special['\r'] = true;
    special[delimiter] = true;
  }

  /** The buffer; {@link #start} to {@link #end} is the record. It moves only in {@link #fill}. */
  char[] buffer() {
    return buffer;
  }

  /** Index in the buffer of the record's first character. */
  int start() {
    return start;
  }

  /** Index in the buffer after the record, its line break included. */
  int end() {
    return end;
  }

  /** Number of the record's cells. */
  int cells() {
    return cells;
  }

  /** Line of the file in which the record starts, from 1. */
  long startLine() {
    return startLine;
  }

  /** Whether the record is a line without any character. */
  boolean isBlank() {
    return blank;
  }

  /** What is wrong with the record, if something is. */
  @Nullable RowDefect defect() {
    return defect;
  }

  /** Line of the file in which the next record starts. */
  long line() {
    return line;
  }

  /** The record's characters without its line break, at most {@code max}. */
  String text(int max) {
    int stop = end;
    while (stop > start && isBreak(buffer[stop - 1])) {
      stop--;
    }
    return new String(buffer, start, Math.min(stop - start, max));
  }

  /**
   * Goes to the next record if all of it is in the buffer; else {@link #fill} has to be called.
   *
   * @return false if more characters are needed, or there are none
   */
  boolean next() {
    if (cut && !passLineBreak()) {
      return false;
    }
    cut = false;
    if (scan()) {
      accept();
      return true;
    }
    if (position == limit || (!sourceEnded && limit - position < Limits.RECORD)) {
      return false;
    }
    cutAtBounds();
    return true;
  }

  /** Goes back to before the record, so that {@link #next} finds it again. */
  void unread() {
    position = start;
    line = startLine;
    cut = false;
  }

  /**
   * Reads on. Indices into the buffer are void afterwards.
   *
   * @return false at the end of the source
   */
  boolean fill() throws IOException {
    if (sourceEnded) {
      return false;
    }
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    bufferStart += position;
    limit -= position;
    position = 0;
    if (buffer.length - limit < 2) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    while (buffer.length - limit >= 2) {
      int got = source.read(buffer, limit, buffer.length - limit);
      if (got < 0) {
        sourceEnded = true;
        break;
      }
      limit += got;
    }
    return true;
  }

  /** Passes over lines without looking for quotes: what is above a header is not a table. */
  void skipLines(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      skipLine();
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private void skipLine() throws IOException {
    do {
      if (passLineBreak()) {
        return;
      }
    } while (fill());
  }

  /** Goes after the next line break; to the end of the buffer if there is none. */
  private boolean passLineBreak() {
    while (position < limit) {
      int after = afterBreak(position);
      if (after < 0) {
        return false;
      }
      if (after > position) {
        position = after;
        line++;
        return true;
      }
      position++;
    }
    return false;
  }

  /** The record is complete: what is it worth? */
  private void accept() {
    startLine = line;
    blank = isBreak(buffer[start]);
    defect = verdict();
    if (defect == RowDefect.UNCLOSED_QUOTE) {
      end = firstBreak;
      breaks = 1;
    }
    position = end;
    line += breaks;
  }

  private @Nullable RowDefect verdict() {
    if (malformed) {
      return malformedLater ? RowDefect.UNCLOSED_QUOTE : RowDefect.MALFORMED_QUOTES;
    }
    if (damaged || source.replacementFrom(bufferStart + start) < bufferStart + end) {
      return RowDefect.BAD_ENCODING;
    }
    if (widest > Limits.CELL) {
      return RowDefect.CELL_TOO_LARGE;
    }
    if (end - start > Limits.RECORD) {
      return RowDefect.ROW_TOO_LARGE;
    }
    return cells > Limits.COLUMNS ? RowDefect.TOO_MANY_CELLS : null;
  }

  /** There is no end of the record within the bounds, or no end of a quoted cell in the file. */
  private void cutAtBounds() {
    startLine = line;
    blank = false;
    defect = inQuotes ? RowDefect.UNCLOSED_QUOTE : RowDefect.ROW_TOO_LARGE;
    if (inQuotes && firstBreak <= limit) {
      end = firstBreak;
      line++;
    } else {
      end = limit;
      cut = true;
    }
    position = end;
  }

  /**
   * Looks for the end of the record at the position.
   *
   * @return false if the buffer ends before the record and the source goes on, or within quotes
   */
  private boolean scan() {
    start = position;
    cells = 0;
    breaks = 0;
    widest = 0;
    malformed = false;
    malformedLater = false;
    damaged = false;
    inQuotes = false;
    firstBreak = Integer.MAX_VALUE;
    int at = start;
    if (at == limit) {
      return false;
    }
    while (true) {
      int cell = at;
      cells++;
      if (at < limit && buffer[at] == quote) {
        at = afterQuotes(at + 1);
        if (at < 0) {
          return false;
        }
      }
      at = endOfPlain(at);
      widest = Math.max(widest, at - cell);
      if (at == limit) {
        end = limit;
        return sourceEnded;
      }
      if (buffer[at] == delimiter) {
        at++;
        if (at == limit && !sourceEnded) {
          return false;
        }
        continue;
      }
      int after = afterBreak(at);
      if (after < 0) {
        return false;
      }
      end = after;
      firstBreak = Math.min(firstBreak, after);
      breaks++;
      return true;
    }
  }

  /** Index of the delimiter or line break that ends an unquoted cell. */
  private int endOfPlain(int from) {
    int at = from;
    while (at < limit) {
      char c = buffer[at];
      if (c < 128) {
        if (special[c]) {
          break;
        }
      } else if (c == NONCHARACTER) {
        damaged = true;
      }
      at++;
    }
    return at;
  }

  /**
   * Index after a quoted cell whose first character is at {@code from}: at its delimiter or line
   * break, or where text follows that does not belong there; -1 if it does not end in the buffer.
   */
  private int afterQuotes(int from) {
    inQuotes = true;
    int at = from;
    while (at < limit) {
      char c = buffer[at];
      if (c == quote) {
        if (at + 1 == limit && !sourceEnded) {
          return -1;
        }
        if (at + 1 == limit || buffer[at + 1] != quote) {
          inQuotes = false;
          return afterClosingQuote(at + 1);
        }
        at++;
      } else if (c == '\n' || (c == '\r' && !(at + 1 < limit && buffer[at + 1] == '\n'))) {
        breaks++;
        firstBreak = Math.min(firstBreak, at + 1);
      } else if (c == NONCHARACTER) {
        damaged = true;
      }
      at++;
    }
    return -1;
  }

  private int afterClosingQuote(int from) {
    int at = from;
    while (at < limit && !isEnd(buffer[at])) {
      if (!Character.isWhitespace(buffer[at])) {
        malformedLater |= !malformed && breaks > 0;
        malformed = true;
        return at;
      }
      at++;
    }
    return at;
  }

  private boolean isEnd(char c) {
    return c < 128 && special[c];
  }

  /** Index after the line break at an index, the index itself if there is none, -1 if unknown. */
  private int afterBreak(int at) {
    char c = buffer[at];
    if (c == '\n') {
      return at + 1;
    }
    if (c != '\r') {
      return at;
    }
    if (at + 1 == limit) {
      return sourceEnded ? limit : -1;
    }
    return buffer[at + 1] == '\n' ? at + 2 : at + 1;
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}
