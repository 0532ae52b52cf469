package io.kundenwert.customer.merge;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How addresses are compared (A7): trimmed, NFC, lower case, the domain in ASCII. */
public final class EmailKey {
  private static final int MAX_LENGTH = 320;
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");

  private EmailKey() {}

  /** The key of a text that is an address; nothing if it is none. */
  public static Optional<String> of(String text) {
    String stripped = text.strip();
    if (stripped.length() > MAX_LENGTH || !ADDRESS.matcher(stripped).matches()) {
      return Optional.empty();
    }
    String lower = Normalizer.normalize(stripped, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    int at = lower.lastIndexOf('@');
    try {
      return Optional.of(lower.substring(0, at + 1) + IDN.toASCII(lower.substring(at + 1)));
    } catch (IllegalArgumentException noDomain) {
      return Optional.empty();
    }
  }
}
