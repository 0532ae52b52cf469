package io.kundenwert.imports.reading.values;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Countries by their German and English names and their ISO 3166-1 codes. */
public final class Countries {
  private static final Map<String, String> CODES = codes();

  private Countries() {}

  /** The ISO 3166-1 alpha-2 code of a country, or the text itself if it is not recognised. */
  public static String codeOrText(String text) {
    String code = CODES.get(text);
    if (code == null) {
      code = CODES.get(key(text));
    }
    return code == null ? text : code;
  }

  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = Locale.of("", code);
      codes.put(code, code);
      codes.put(key(code), code);
      codes.put(key(country.getISO3Country()), code);
      for (Locale language : List.of(Locale.GERMAN, Locale.ENGLISH)) {
        String name = country.getDisplayCountry(language);
        codes.put(name, code);
        codes.put(key(name), code);
      }
    }
    alias(codes, "DE", "BRD", "Bundesrepublik Deutschland", "Federal Republic of Germany");
    alias(codes, "CH", "Switzerland", "Schweizerische Eidgenossenschaft");
    alias(
        codes, "GB", "UK", "Großbritannien", "Great Britain", "England", "Vereinigtes Königreich");
    alias(codes, "US", "USA", "U.S.A.", "U.S.", "United States of America");
    alias(codes, "US", "Vereinigte Staaten von Amerika", "Vereinigte Staaten");
    alias(codes, "NL", "Holland", "The Netherlands");
    alias(codes, "CZ", "Tschechische Republik", "Czech Republic");
    alias(codes, "TR", "Turkey", "Türkei");
    alias(codes, "RU", "Russische Föderation", "Russian Federation");
    alias(codes, "KR", "South Korea", "Südkorea");
    return Map.copyOf(codes);
  }

  private static void alias(Map<String, String> codes, String code, String... names) {
    for (String name : names) {
      codes.put(key(name), code);
    }
  }

  private static String key(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replace("ä", "ae")
        .replace("ö", "oe")
        .replace("ü", "ue")
        .replace("ß", "ss");
  }
}
