package io.kundenwert.customer.directory;

import io.kundenwert.support.email.EmailAddress;
import io.kundenwert.support.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * What customers are searched by: every word must begin a word of the name, the company or the
 * address. A text that is a whole address finds whoever has that address.
 */
public final class SearchQuery {
  /** Longer texts are refused. */
  public static final int MAX_LENGTH = 200;

  private final List<String> words;
  private final @Nullable String emailKey;

  private SearchQuery(List<String> words, @Nullable String emailKey) {
    this.words = words;
    this.emailKey = emailKey;
  }

  /**
   * Reads a search text; null if there is nothing to search.
   *
   * @throws Problem 400 {@code search-too-long}
   */
  public static @Nullable SearchQuery parse(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    if (text.length() > MAX_LENGTH) {
      throw new Problem(HttpStatus.BAD_REQUEST, "search-too-long", Map.of("maxLength", MAX_LENGTH));
    }
    String stripped = text.strip();
    return new SearchQuery(
        SearchWords.split(stripped).stream().distinct().sorted().toList(),
        EmailAddress.identity(stripped));
  }

  /** The normalised address if the text is one. */
  @Nullable String emailKey() {
    return emailKey;
  }

  /** The same search by words, also where the text is an address. */
  SearchQuery byWords() {
    return new SearchQuery(words, null);
  }

  String canonical() {
    return (emailKey == null ? "" : emailKey) + " " + String.join(" ", words);
  }

  /**
   * The ids of those who are found.
   *
   * @param sources where the search is by words: one of which each customer must have; empty for
   *     any
   */
  Sql collect(UUID teamId, UUID productId, Collection<UUID> sources) {
    if (emailKey != null) {
      return new Sql()
          .add("SELECT i.customer_id FROM identity i")
          .add(
              "WHERE i.team_id = ? AND i.product_id = ? AND i.email_key = ?",
              teamId,
              productId,
              emailKey);
    }
    return new Sql()
        .add("SELECT w.customer_id FROM customer_search w")
        .add(
            "WHERE w.words @@ ?::tsquery AND w.product_id = ?",
            expression(productId, sources),
            productId);
  }

  /** Whether a customer is found; as {@link #collect}. */
  Sql matches(UUID teamId, UUID productId, Collection<UUID> sources, String customerId) {
    if (emailKey != null) {
      return new Sql()
          .add("(SELECT i.customer_id = " + customerId + " FROM identity i")
          .add(
              "WHERE i.team_id = ? AND i.product_id = ? AND i.email_key = ? LIMIT 1)",
              teamId,
              productId,
              emailKey);
    }
    return new Sql()
        .add("(SELECT w.words @@ ?::tsquery FROM customer_search w", expression(productId, sources))
        .add(
            "WHERE w.team_id = ? AND w.product_id = ? AND w.customer_id = " + customerId,
            teamId,
            productId)
        .add("LIMIT 1)");
  }

  /**
   * The words as a text search expression: letters and digits only, so nothing needs escaping.
   *
   * @param sources as in {@link #collect}
   */
  String expression(UUID productId, Collection<UUID> sources) {
    String words = expression(productId);
    if (sources.isEmpty()) {
      return words;
    }
    return words
        + Stream.concat(
                sources.stream().map(SearchWords::source).sorted(), Stream.of(SearchWords.SOURCE))
            .map(word -> "'" + SearchWords.mark(productId) + word + "'")
            .collect(Collectors.joining(" | ", " & (", ")"));
  }

  /** The words as an expression that finds them in open fields only (D2). */
  String openExpression(UUID productId) {
    return expression(productId, ":*A");
  }

  private String expression(UUID productId) {
    return expression(productId, ":*");
  }

  private String expression(UUID productId, String where) {
    String mark = SearchWords.mark(productId);
    if (words.isEmpty()) {
      // Punctuation alone finds nobody: no word is as short as the mark.
      return "'" + mark + "'";
    }
    return words.stream()
        .map(word -> "'" + mark + SearchWords.form(word) + "'" + where)
        .collect(Collectors.joining(" & "));
  }
}
