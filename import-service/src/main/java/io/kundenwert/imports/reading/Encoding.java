package io.kundenwert.imports.reading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The encodings that a text file can be read in (A2). */
public enum Encoding {
  /** Unicode in bytes, with or without a byte order mark. */
  UTF_8("utf-8", "UTF-8", StandardCharsets.UTF_8),
  /** Unicode in pairs of bytes, low byte first. */
  UTF_16LE("utf-16le", "UTF-16 LE", StandardCharsets.UTF_16LE),
  /** Unicode in pairs of bytes, high byte first. */
  UTF_16BE("utf-16be", "UTF-16 BE", StandardCharsets.UTF_16BE),
  /** What Excel writes in western Europe: ISO-8859-1 with € and typographic quotes. */
  WINDOWS_1252("windows-1252", "Windows-1252", Charset.forName("windows-1252")),
  /** Latin 1, in which every byte is a character. */
  ISO_8859_1("iso-8859-1", "ISO-8859-1", StandardCharsets.ISO_8859_1);

  private final String wireName;
  private final String title;
  private final Charset charset;

  Encoding(String wireName, String title, Charset charset) {
    this.wireName = wireName;
    this.title = title;
    this.charset = charset;
  }

  /** The name in requests and answers. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** The name as people write it. */
  public String title() {
    return title;
  }

  /** The character set. */
  public Charset charset() {
    return charset;
  }

  /**
   * The constant with a wire name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static Encoding ofWireName(String name) {
    for (Encoding encoding : values()) {
      if (encoding.wireName.equals(name)) {
        return encoding;
      }
    }
    throw new IllegalArgumentException("Unknown encoding");
  }
}
