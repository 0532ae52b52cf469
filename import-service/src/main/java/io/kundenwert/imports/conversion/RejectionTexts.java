package io.kundenwert.imports.conversion;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The reasons of rejections in the user's language, German or else English. */
public final class RejectionTexts {
  private static final String UNKNOWN = "unknown";
  private static final String PLAIN = ".plain";
  private static final Properties ENGLISH = load("rejections.properties");
  private static final Properties GERMAN = load("rejections_de.properties");

  private RejectionTexts() {}

  /**
   * The text for a code; a general one for a code that is not known. The merge sends codes without
   * values: where a text needs one, there is a plain variant.
   */
  public static String text(String code, Map<String, String> params, Locale locale) {
    Properties texts = locale.getLanguage().equals("de") ? GERMAN : ENGLISH;
    String template =
        texts.getProperty(params.isEmpty() ? code + PLAIN : code, texts.getProperty(code));
    if (template == null) {
      return fill(texts.getProperty(UNKNOWN, code), Map.of("code", code));
    }
    return fill(template, params);
  }

  private static String fill(String template, Map<String, String> params) {
    StringBuilder text = new StringBuilder(template.length() + 32);
    int at = 0;
    int open;
    while ((open = template.indexOf('{', at)) >= 0) {
      int close = template.indexOf('}', open);
      if (close < 0) {
        break;
      }
      text.append(template, at, open)
          .append(params.getOrDefault(template.substring(open + 1, close), ""));
      at = close + 1;
    }
    return text.append(template, at, template.length()).toString();
  }

  private static Properties load(String file) {
    String path = "/i18n/import-service/" + file;
    try (InputStream in = RejectionTexts.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("The texts of rejections are not on the class path");
      }
      Properties texts = new Properties();
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
