package io.kundenwert.customer.directory;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts texts into the words by which customers are found: lower case, without accents, ß as ss, and
 * without the e that spells an umlaut, so that Müller, Mueller and Muller are one word. Other words
 * lose that e too (Bauer: baur), wherever they are kept or looked up.
 */
final class SearchWords {
  /** Begins the words that name sources; alone it stands for more sources than are named. */
  static final String SOURCE = "@";

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int MAX_OPEN_WORDS = 40;
  private static final int MAX_ADDRESS_WORDS = 20;
  private static final int MAX_LENGTH = 60;

  /** All words of a customer stand in an entry of an index, which has an end. */
  private static final int MAX_BYTES = 600;

  private static final int MAX_OPEN_BYTES = 400;

  private static final int MAX_SOURCES = 30;

  private SearchWords() {}

  /** What stands before each word of a product. */
  static String mark(UUID productId) {
    return String.format(Locale.ROOT, "%08x", productId.hashCode());
  }

  /** The word that stands for a source. */
  static String source(UUID sourceId) {
    // The last bits of a UUIDv7 are random.
    return SOURCE
        + String.format(Locale.ROOT, "%012x", sourceId.getLeastSignificantBits() << 16 >>> 16);
  }

  /**
   * The words of a customer, sorted and without the product's mark.
   *
   * @param sources the customer's sources; of many not all are named
   */
  static List<String> of(
      @Nullable String name,
      @Nullable String company,
      Collection<String> emailKeys,
      Collection<UUID> sources) {
    Set<String> words = new LinkedHashSet<>(open(name, company));
    Set<String> addresses = new LinkedHashSet<>();
    for (String emailKey : emailKeys) {
      addAll(addresses, emailKey);
    }
    words.addAll(bounded(addresses, MAX_ADDRESS_WORDS, MAX_BYTES - MAX_OPEN_BYTES));
    Stream<String> named =
        Stream.concat(
            sources.stream().sorted().limit(MAX_SOURCES).map(SearchWords::source),
            sources.size() > MAX_SOURCES ? Stream.of(SOURCE) : Stream.empty());
    return Stream.concat(words.stream(), named).sorted().toList();
  }

  /**
   * The words of the fields that everybody may see. They have room of their own: which of them are
   * left out does not depend on anything hidden.
   */
  static Set<String> open(@Nullable String name, @Nullable String company) {
    Set<String> words = new LinkedHashSet<>();
    addAll(words, name);
    addAll(words, company);
    return new LinkedHashSet<>(bounded(words, MAX_OPEN_WORDS, MAX_OPEN_BYTES));
  }

  private static List<String> bounded(Set<String> words, int mostWords, int mostBytes) {
    List<String> kept = new ArrayList<>();
    int bytes = 0;
    for (String word : words) {
      bytes += word.getBytes(StandardCharsets.UTF_8).length;
      if (kept.size() == mostWords || bytes > mostBytes) {
        break;
      }
      kept.add(word);
    }
    return kept;
  }

  private static void addAll(Set<String> words, @Nullable String text) {
    if (text != null) {
      for (String word : split(text)) {
        words.add(form(word));
      }
    }
  }

  /** The words of a text as they are written, in lower case. */
  static List<String> split(String text) {
    String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    for (String word : BETWEEN_WORDS.split(lower)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /**
   * The one form in which a word is kept and looked up. It keeps beginnings: what a word begins
   * with has a form that the word's form begins with.
   */
  static String form(String word) {
    String plain = fold(word);
    StringBuilder form = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char letter = plain.charAt(i);
      boolean spellsUmlaut = letter == 'e' && i > 0 && "aou".indexOf(plain.charAt(i - 1)) >= 0;
      if (!spellsUmlaut) {
        form.append(letter);
      }
    }
    return cut(form.toString());
  }

  private static String fold(String word) {
    return MARKS
        .matcher(Normalizer.normalize(word, Normalizer.Form.NFKD))
        .replaceAll("")
        .replace("ß", "ss");
  }

  private static String cut(String word) {
    if (word.length() <= MAX_LENGTH) {
      return word;
    }
    int end = Character.isHighSurrogate(word.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
    return word.substring(0, end);
  }
}
