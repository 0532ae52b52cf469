package io.kundenwert.imports.reading.csv;

import io.kundenwert.imports.reading.Encoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The characters of a byte stream. Bytes that are no character become U+FFFD, and their places are
 * kept, so that a replacement never passes for data. A byte order mark is left out.
 */
final class DecodedBytes implements CharSource {
  private static final char REPLACEMENT = '\uFFFD';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
  private final Deque<Long> replacements = new ArrayDeque<>();
  private boolean atStart = true;
  private boolean inputEnded;
  private boolean ended;
  private long count;

  DecodedBytes(InputStream in, Encoding encoding) {
    this.in = in;
    this.decoder =
        encoding
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    CharBuffer chars = CharBuffer.wrap(target, offset, length);
    boolean room = true;
    while (!ended && room && chars.position() == offset) {
      room = decode(chars, offset);
      if (atStart && chars.position() > offset) {
        atStart = false;
        skipByteOrderMark(chars, offset);
      }
    }
    int read = chars.position() - offset;
    count += read;
    return read == 0 && ended ? -1 : read;
  }

  /** Decodes what is there; false if the target has no room for more. */
  private boolean decode(CharBuffer chars, int offset) throws IOException {
    if (!inputEnded && bytes.remaining() < 16) {
      fill();
    }
    CoderResult result = decoder.decode(bytes, chars, inputEnded);
    if (result.isError() && chars.hasRemaining()) {
      bytes.position(bytes.position() + result.length());
      replacements.add(count + chars.position() - offset);
      chars.put(REPLACEMENT);
    } else if (result.isUnderflow() && inputEnded) {
      decoder.flush(chars);
      ended = true;
    }
    return !result.isOverflow() && chars.hasRemaining();
  }

  private void fill() throws IOException {
    bytes.compact();
    int got = in.read(bytes.array(), bytes.position(), bytes.remaining());
    inputEnded = got < 0;
    bytes.position(bytes.position() + Math.max(got, 0)).flip();
  }

  private void skipByteOrderMark(CharBuffer chars, int offset) {
    if (chars.get(offset) == BYTE_ORDER_MARK) {
      int rest = chars.position() - offset - 1;
      System.arraycopy(chars.array(), offset + 1, chars.array(), offset, rest);
      chars.position(offset + rest);
      shiftReplacements();
    }
  }

  /** The mark that stood before them is gone. */
  private void shiftReplacements() {
    int size = replacements.size();
    for (int i = 0; i < size; i++) {
      replacements.add(replacements.remove() - 1);
    }
  }

  @Override
  public long replacementFrom(long from) {
    while (!replacements.isEmpty() && replacements.peek() < from) {
      replacements.remove();
    }
    Long next = replacements.peek();
    return next == null ? NONE : next;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
