package io.kundenwert.imports.mapping;

import io.kundenwert.imports.reading.values.CurrencySign;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The headings that tools and people use for the fields, German and English. */
public final class HeaderSynonyms {
  private static final String RESOURCE = "header-synonyms.csv";

  /** Currencies that a heading may end with; others are words more often than codes. */
  private static final Set<String> HEADING_CURRENCIES =
      Set.of(
          "€", "$", "£", "¥", "eur", "euro", "usd", "gbp", "chf", "sek", "nok", "dkk", "pln", "czk",
          "huf", "jpy", "cad", "aud");

  /** Fields whose headings may go on: "Telefon (privat)". Never money, counts or dates. */
  private static final Set<Field> OPEN_ENDED =
      Set.of(
          Field.EMAIL,
          Field.FIRST_NAME,
          Field.LAST_NAME,
          Field.COMPANY,
          Field.PHONE,
          Field.COUNTRY,
          Field.NPS_SCORE);

  private static final int SHORTEST_PREFIX = 4;

  private static final Map<String, List<Synonym>> SYNONYMS = load();

  private HeaderSynonyms() {}

  /**
   * A meaning of a heading.
   *
   * @param field what it means
   * @param rank place in the list: of two columns for one field the lower rank wins
   */
  record Synonym(Field field, int rank) {}

  /**
   * The meanings of a heading.
   *
   * @param synonyms meanings in the order of the list
   * @param exact whether the whole heading is known, not only its start
   */
  record Meanings(List<Synonym> synonyms, boolean exact) {
    static final Meanings NONE = new Meanings(List.of(), false);

    boolean has(Field field) {
      return synonyms.stream().anyMatch(synonym -> synonym.field() == field);
    }

    boolean isOnly(Field field) {
      return !synonyms.isEmpty() && synonyms.stream().allMatch(each -> each.field() == field);
    }

    int rank(Field field) {
      return synonyms.stream()
          .filter(synonym -> synonym.field() == field)
          .mapToInt(Synonym::rank)
          .min()
          .orElse(Integer.MAX_VALUE);
    }

    List<Field> fields() {
      return synonyms.stream().map(Synonym::field).distinct().toList();
    }
  }

  /** Whether somebody uses this heading for a field. */
  public static boolean isKnown(String header) {
    return meanings(header).exact();
  }

  /** The currency that a heading names, as in "Umsatz in €"; null if it names none. */
  public static @Nullable CurrencySign currencyIn(String header) {
    String normal = normalise(header);
    String last = normal.substring(normal.lastIndexOf(' ') + 1);
    return normal.indexOf(' ') > 0 && HEADING_CURRENCIES.contains(last)
        ? CurrencySign.find(last)
        : null;
  }

  /**
   * A heading without what does not change its meaning: case, umlauts, punctuation, "(UTC)",
   * "(metadata)".
   */
  public static String normalise(String header) {
    String lower = header.toLowerCase(Locale.ROOT).replace("(utc)", " ").replace("(metadata)", " ");
    StringBuilder normal = new StringBuilder(lower.length() + 4);
    boolean gap = false;
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (!isKept(c)) {
        gap = true;
        continue;
      }
      if (gap && !normal.isEmpty()) {
        normal.append(' ');
      }
      gap = false;
      append(normal, c);
    }
    return normal.toString();
  }

  static Meanings meanings(String header) {
    String normal = normalise(header);
    List<Synonym> exact = SYNONYMS.get(normal);
    if (exact == null) {
      exact = SYNONYMS.get(withoutCurrency(normal));
    }
    return exact == null ? byStart(normal) : new Meanings(exact, true);
  }

  private static Meanings byStart(String normal) {
    for (int end = normal.lastIndexOf(' ');
        end >= SHORTEST_PREFIX;
        end = normal.lastIndexOf(' ', end - 1)) {
      List<Synonym> synonyms = SYNONYMS.getOrDefault(normal.substring(0, end), List.of());
      if (!synonyms.isEmpty()
          && synonyms.stream().allMatch(synonym -> OPEN_ENDED.contains(synonym.field()))) {
        return new Meanings(synonyms, false);
      }
    }
    return Meanings.NONE;
  }

  private static String withoutCurrency(String normal) {
    int space = normal.lastIndexOf(' ');
    if (space < 0 || !HEADING_CURRENCIES.contains(normal.substring(space + 1))) {
      return normal;
    }
    String rest = normal.substring(0, space);
    return rest.endsWith(" in") ? rest.substring(0, rest.length() - 3) : rest;
  }

  private static boolean isKept(char c) {
    return Character.isLetterOrDigit(c)
        || c == '#'
        || Character.getType(c) == Character.CURRENCY_SYMBOL;
  }

  private static void append(StringBuilder normal, char c) {
    switch (c) {
      case 'ä' -> normal.append("ae");
      case 'ö' -> normal.append("oe");
      case 'ü' -> normal.append("ue");
      case 'ß' -> normal.append("ss");
      default -> normal.append(c);
    }
  }

  private static Map<String, List<Synonym>> load() {
    Map<String, List<Synonym>> synonyms = new HashMap<>();
    int rank = 0;
    for (CSVRecord row : rows()) {
      Field field = Field.ofWireName(row.get("field").replace('_', '-'));
      Synonym synonym = new Synonym(field, rank++);
      List<Synonym> same =
          synonyms.computeIfAbsent(normalise(row.get("synonym")), key -> new ArrayList<>());
      if (same.stream().noneMatch(other -> other.field() == field)) {
        same.add(synonym);
      }
    }
    return synonyms;
  }

  /** The rows of the list. */
  static List<CSVRecord> rows() {
    try (InputStream in = HeaderSynonyms.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The list of headings is not on the class path");
      }
      try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
        return CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(reader)
            .getRecords();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
