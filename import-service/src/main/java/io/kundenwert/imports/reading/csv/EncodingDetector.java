package io.kundenwert.imports.reading.csv;

import io.kundenwert.imports.reading.Encoding;
import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.imports.reading.Finding;
import io.kundenwert.imports.reading.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the encoding of a text file: by its byte order mark, by the zero bytes of UTF-16, else by
 * whether all of the file is UTF-8.
 */
final class EncodingDetector {
  /** A file with few valid characters per broken one was not written as UTF-8. */
  private static final int VALID_PER_BROKEN = 10;

  private EncodingDetector() {}

  /**
   * The encoding with its reason.
   *
   * @param head the first bytes of the file
   * @throws UnreadableFileException if the bytes are no text in any encoding
   */
  static Detected detect(FileContent file, byte[] head) throws IOException {
    Encoding marked = byMark(head);
    if (marked != null) {
      return new Detected(marked, "byte-order-mark", true);
    }
    Encoding wide = byZeroBytes(head);
    if (wide != null) {
      return new Detected(wide, "zero-bytes", true);
    }
    requireFewControls(head);
    try (InputStream in = file.open()) {
      return byContent(ByteScan.of(in));
    }
  }

  /** The encoding that a byte order mark names. */
  static @Nullable Encoding byMark(byte[] head) {
    if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
      return Encoding.UTF_8;
    }
    if (startsWith(head, 0xFF, 0xFE)) {
      return Encoding.UTF_16LE;
    }
    return startsWith(head, 0xFE, 0xFF) ? Encoding.UTF_16BE : null;
  }

  private static Detected byContent(ByteScan scan) {
    if (scan.isAscii()) {
      return new Detected(Encoding.UTF_8, "ascii-only", true);
    }
    if (scan.malformed() == 0) {
      boolean sure = scan.sequences() > 0;
      return new Detected(
          Encoding.UTF_8, scan.isCutAtEnd() ? "cut-at-end" : "valid-throughout", sure);
    }
    if (scan.sequences() >= scan.malformed() * VALID_PER_BROKEN) {
      return new Detected(Encoding.UTF_8, "mostly-valid", false);
    }
    return new Detected(Encoding.WINDOWS_1252, "not-utf-8", !scan.hasUndefinedInWindows1252());
  }

  private static @Nullable Encoding byZeroBytes(byte[] head) {
    int pairs = head.length / 2;
    int even = 0;
    int odd = 0;
    for (int i = 0; i < pairs; i++) {
      even += head[2 * i] == 0 ? 1 : 0;
      odd += head[2 * i + 1] == 0 ? 1 : 0;
    }
    if (odd > pairs * 0.4 && even < pairs * 0.05) {
      return Encoding.UTF_16LE;
    }
    return even > pairs * 0.4 && odd < pairs * 0.05 ? Encoding.UTF_16BE : null;
  }

  /** Zero bytes here and there are defects of rows; a file full of control bytes is no text. */
  private static void requireFewControls(byte[] head) {
    int controls = 0;
    int zeros = 0;
    for (byte b : head) {
      if (b == 0) {
        zeros++;
      } else if ((b >= 0 && b < 9) || (b > 13 && b < 32 && b != 26 && b != 27) || b == 127) {
        controls++;
      }
    }
    if (controls > head.length / 20 || zeros > head.length / 3) {
      throw new UnreadableFileException("file-is-binary");
    }
  }

  private static boolean startsWith(byte[] head, int... mark) {
    if (head.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((head[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** An encoding and why. */
  record Detected(Encoding encoding, String reason, boolean sure) {
    Finding finding() {
      return new Finding("encoding", encoding.wireName(), reason, sure);
    }
  }
}
