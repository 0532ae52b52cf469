package io.kundenwert.imports.reading;

import java.util.Map;

/**
 * The file as a whole cannot be read: it is empty, not a table, or beyond the limits. The code is
 * stable and has a text for people.
 */
public final class UnreadableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient Map<String, String> params;

  /** A refusal with its stable code and the values for its text. */
  public UnreadableFileException(String code, Map<String, String> params) {
    super(code);
    this.code = code;
    this.params = Map.copyOf(params);
  }

  /** A refusal whose text needs no values. */
  public UnreadableFileException(String code) {
    this(code, Map.of());
  }

  /**
   * {@code file-empty}, {@code file-without-rows}, {@code file-is-archive}, {@code
   * file-is-spreadsheet}, {@code file-is-pdf}, {@code file-is-html}, {@code file-is-json}, {@code
   * file-is-binary}, {@code header-not-found} (param {@code line}) or {@code too-many-columns}
   * (param {@code limit}).
   */
  public String code() {
    return code;
  }

  /** Values for the text by name. */
  public Map<String, String> params() {
    return params;
  }
}
