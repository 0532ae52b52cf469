package io.kundenwert.customer.merge;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a name that lists sort by: lower case, without diacritics, ß as ss (DIN 5007-1), so
 * that the database can compare bytes.
 */
public final class SortName {
  /** Longer names sort by their start. */
  public static final int MAX_LENGTH = 100;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private SortName() {}

  /** The sort form of a name, or of the address where there is no name. */
  public static String of(@Nullable String name, String emailKey) {
    return fold(name == null || name.isBlank() ? emailKey : name);
  }

  /** The sort form of a text, for names and for what is searched in them. */
  public static String fold(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (!isAscii(lower)) {
      lower =
          MARKS
              .matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
              .replaceAll("")
              .replace("ß", "ss");
    }
    if (lower.length() <= MAX_LENGTH) {
      return lower;
    }
    int end = Character.isHighSurrogate(lower.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
    return lower.substring(0, end);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
