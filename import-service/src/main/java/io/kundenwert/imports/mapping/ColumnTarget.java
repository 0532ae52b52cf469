package io.kundenwert.imports.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What a column is mapped to. Text form: the field's name, {@code skip}, or {@code custom:<key>}.
 *
 * @param field field
 * @param customKey key of the custom field: 1 to 64 of {@code a-z 0-9 _ -}, the first a letter;
 *     null for all others
 */
public record ColumnTarget(Field field, @Nullable String customKey) {
  /** The column is not imported. */
  public static final ColumnTarget SKIP = new ColumnTarget(Field.SKIP, null);

  private static final String CUSTOM = "custom:";

  /** Checks that a custom field has a key and nothing else has one. */
  public ColumnTarget {
    if (!field.isTarget()) {
      throw new IllegalArgumentException("Not a field that a column can be mapped to");
    }
    if (field == Field.CUSTOM ? !isKey(customKey) : customKey != null) {
      throw new IllegalArgumentException("A custom field, and only that, has a key");
    }
  }

  /** A field that is not custom. */
  public static ColumnTarget of(Field field) {
    return new ColumnTarget(field, null);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is not one
   */
  @JsonCreator
  public static ColumnTarget parse(String text) {
    return text.startsWith(CUSTOM)
        ? new ColumnTarget(Field.CUSTOM, text.substring(CUSTOM.length()))
        : of(Field.ofWireName(text));
  }

  /** The text form. */
  @JsonValue
  @Override
  public String toString() {
    return customKey == null ? field.wireName() : CUSTOM + customKey;
  }

  private static boolean isKey(@Nullable String key) {
    if (key == null || key.isEmpty() || key.length() > 64 || !isLetter(key.charAt(0))) {
      return false;
    }
    return key.chars().allMatch(c -> isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-');
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z';
  }
}
