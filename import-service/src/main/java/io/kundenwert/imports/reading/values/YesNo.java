package io.kundenwert.imports.reading.values;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Yes and no as tools and people write them. */
public final class YesNo {
  private static final Set<String> YES =
      Set.of(
          "ja",
          "j",
          "yes",
          "y",
          "true",
          "wahr",
          "1",
          "x",
          "on",
          "subscribed",
          "opt-in",
          "opt in",
          "opted in",
          "opted-in",
          "given",
          "granted",
          "accepted",
          "erteilt",
          "angemeldet",
          "bestätigt",
          "confirmed",
          "double opt-in",
          "doi",
          "aktiv",
          "active",
          "marketing contact");
  private static final Set<String> NO =
      Set.of(
          "nein",
          "n",
          "no",
          "false",
          "falsch",
          "0",
          "off",
          "unsubscribed",
          "cleaned",
          "opt-out",
          "opt out",
          "opted out",
          "opted-out",
          "withdrawn",
          "revoked",
          "declined",
          "widerrufen",
          "abgemeldet",
          "nicht erteilt",
          "inaktiv",
          "inactive",
          "non-marketing contact",
          "nonsubscribed");
  private static final Map<String, Boolean> COMMON =
      Map.of("Ja", true, "ja", true, "Nein", false, "nein", false, "1", true, "0", false);

  private YesNo() {}

  /** True or false; null for a text that is neither. */
  public static @Nullable Boolean of(String text) {
    Boolean common = COMMON.get(text);
    if (common != null) {
      return common;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (YES.contains(lower)) {
      return true;
    }
    return NO.contains(lower) ? false : null;
  }
}
