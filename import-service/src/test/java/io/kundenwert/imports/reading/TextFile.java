package io.kundenwert.imports.reading;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Small files for tests. */
public final class TextFile {
  private TextFile() {}

  public static FileContent of(String text) {
    return of(text, StandardCharsets.UTF_8);
  }

  public static FileContent of(String text, Charset charset) {
    return of(text.getBytes(charset));
  }

  public static FileContent of(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }

  /** Lines, each with a line break behind it. */
  public static FileContent ofLines(String... lines) {
    return of(String.join("\n", lines) + "\n");
  }
}
