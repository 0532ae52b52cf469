package io.kundenwert.customer.directory;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts texts into the words by which customers are found: lower case, without accents, ß as ss, and
 * without the e that spells an umlaut, so that Müller, Mueller and Muller are one word. Other words
 * lose that e too (Bauer: baur), wherever they are kept or looked up.
 */
final class SearchWords {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int MAX_WORDS = 60;
  private static final int MAX_LENGTH = 60;

  private SearchWords() {}

  /** What stands before each word of a product. */
  static String mark(UUID productId) {
    return String.format(Locale.ROOT, "%08x", productId.hashCode());
  }

  /** The words of a customer, sorted and without the product's mark. */
  static List<String> of(
      @Nullable String name, @Nullable String company, Collection<String> emailKeys) {
    Set<String> words = new LinkedHashSet<>();
    addAll(words, name);
    for (String emailKey : emailKeys) {
      addAll(words, emailKey);
    }
    addAll(words, company);
    return words.stream().limit(MAX_WORDS).sorted().toList();
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
