package io.kundenwert.imports.reading.csv;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Counts over all bytes of a file what tells encodings apart: sequences that are characters of
 * several bytes in UTF-8, and bytes that cannot be UTF-8. Text that is ASCII for its first gigabyte
 * costs little more than reading it.
 */
final class ByteScan {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private long sequences;
  private long malformed;
  private boolean undefinedInWindows1252;
  private boolean cutAtEnd;

  private int pending;
  private int lowest = 0x80;
  private int highest = 0xBF;

  private ByteScan() {}

  /** Scans a file to its end. */
  static ByteScan of(InputStream in) throws IOException {
    ByteScan scan = new ByteScan();
    byte[] chunk = new byte[1 << 16];
    int length;
    while ((length = in.read(chunk)) >= 0) {
      scan.add(chunk, length);
    }
    scan.cutAtEnd = scan.pending > 0;
    return scan;
  }

  /** Characters of more than one byte. */
  long sequences() {
    return sequences;
  }

  /** Bytes above 0x7F that are not part of a character, apart from a cut one at the end. */
  long malformed() {
    return malformed;
  }

  /** Whether the file ends within a character. */
  boolean isCutAtEnd() {
    return cutAtEnd;
  }

  /** Whether all bytes are ASCII. */
  boolean isAscii() {
    return sequences == 0 && malformed == 0 && !cutAtEnd;
  }

  /** Whether bytes occur among those that are malformed which Windows-1252 does not define. */
  boolean hasUndefinedInWindows1252() {
    return undefinedInWindows1252;
  }

  private void add(byte[] chunk, int length) {
    int at = 0;
    while (at < length) {
      if (pending == 0) {
        at = afterAscii(chunk, at, length);
        if (at == length) {
          return;
        }
      }
      take(chunk[at++] & 0xFF);
    }
  }

  private static int afterAscii(byte[] chunk, int from, int length) {
    int at = from;
    while (at <= length - Long.BYTES && ((long) LONGS.get(chunk, at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < length && chunk[at] >= 0) {
      at++;
    }
    return at;
  }

  private void take(int value) {
    if (pending > 0) {
      if (value >= lowest && value <= highest) {
        lowest = 0x80;
        highest = 0xBF;
        if (--pending == 0) {
          sequences++;
        }
        return;
      }
      pending = 0;
      malformed++;
    }
    lead(value);
  }

  private void lead(int value) {
    lowest = 0x80;
    highest = 0xBF;
    if (value < 0x80) {
      return;
    }
    if (value >= 0xC2 && value <= 0xDF) {
      pending = 1;
    } else if (value >= 0xE0 && value <= 0xEF) {
      pending = 2;
      lowest = value == 0xE0 ? 0xA0 : 0x80;
      highest = value == 0xED ? 0x9F : 0xBF;
    } else if (value >= 0xF0 && value <= 0xF4) {
      pending = 3;
      lowest = value == 0xF0 ? 0x90 : 0x80;
      highest = value == 0xF4 ? 0x8F : 0xBF;
    } else {
      malformed++;
      undefinedInWindows1252 |=
          value == 0x81 || value == 0x8D || value == 0x8F || value == 0x90 || value == 0x9D;
    }
  }
}
