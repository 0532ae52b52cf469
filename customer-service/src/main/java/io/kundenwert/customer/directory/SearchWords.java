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
 * Cuts texts into the words by which customers are found: lower case, without accents, ß as ss. A
 * word with an umlaut is also there as it is written without one (Müller: muller, mueller).
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
        words.addAll(spellings(word));
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

  /** The spellings under which a word is kept and looked up, the plain one first. */
  static List<String> spellings(String word) {
    String plain = cut(fold(word));
    String german = cut(fold(word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")));
    return plain.equals(german) ? List.of(plain) : List.of(plain, german);
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
