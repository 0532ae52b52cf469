package io.kundenwert.imports.reading.values;

/** What counts as nothing at the ends of a cell, and as a space within one. */
public final class Blank {
  private Blank() {}

  /**
   * A text without spaces of any width, control characters, zero-width characters and byte order
   * marks at its ends. NUL is kept: it has to be noticed.
   */
  public static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return from == 0 && to == text.length() ? text : text.substring(from, to);
  }

  /** Whether nothing would be left of a text. */
  public static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isBlank(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a character is a space of some width. */
  static boolean isSpace(char c) {
    return c == ' ' || c == '\u00A0' || c == '\u202F' || (c >= '\u2000' && c <= '\u200A');
  }

  private static boolean isBlank(char c) {
    if (c > ' ' && c < '\u007F') {
      return false;
    }
    if (c <= ' ') {
      return c != '\0';
    }
    return isSpace(c)
        || (c >= '\u200B' && c <= '\u200F')
        || c == '\u2028'
        || c == '\u2029'
        || c == '\u2060'
        || c == '\u3000'
        || c == '\uFEFF'
        || (c >= '\u007F' && c <= '\u009F')
        || c == '\u00AD';
  }
}
