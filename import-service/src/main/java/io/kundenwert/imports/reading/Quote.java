package io.kundenwert.imports.reading;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The character that cells with delimiters or line breaks are wrapped in (A2). */
public enum Quote {
  /** {@code "}, doubled inside a cell. */
  DOUBLE("double", '"'),
  /** {@code '}, doubled inside a cell. */
  SINGLE("single", '\''),
  /** Quotes are part of the text. */
  NONE("none", '\0');

  private final String wireName;
  private final char character;

  Quote(String wireName, char character) {
    this.wireName = wireName;
    this.character = character;
  }

  /** The name in requests and answers. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** The character; NUL for {@link #NONE}. */
  public char character() {
    return character;
  }

  /**
   * The constant with a wire name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static Quote ofWireName(String name) {
    for (Quote quote : values()) {
      if (quote.wireName.equals(name)) {
        return quote;
      }
    }
    throw new IllegalArgumentException("Unknown quote");
  }
}
