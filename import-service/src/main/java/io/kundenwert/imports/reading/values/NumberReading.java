package io.kundenwert.imports.reading.values;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What separates the decimals in a column of numbers (A2). Under all, thousands may be grouped by
 * spaces of any width or apostrophes as well.
 */
public enum NumberReading {
  /** {@code 1.234,56}: decimal comma, thousands by points. */
  DECIMAL_COMMA("decimal-comma", ',', '.'),
  /** {@code 1,234.56}: decimal point, thousands by commas. */
  DECIMAL_POINT("decimal-point", '.', ','),
  /** Numbers without points and commas only: what a column is read as in which none occurred. */
  PLAIN("plain", '\0', '\0');

  private final String wireName;
  private final char decimal;
  private final char thousands;

  NumberReading(String wireName, char decimal, char thousands) {
    this.wireName = wireName;
    this.decimal = decimal;
    this.thousands = thousands;
  }

  /** The name in requests and answers. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** The character before the decimals; NUL if there are none. */
  public char decimal() {
    return decimal;
  }

  /** The character between groups of three digits; NUL if there is none. */
  public char thousands() {
    return thousands;
  }

  /**
   * The constant with a wire name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static NumberReading ofWireName(String name) {
    for (NumberReading reading : values()) {
      if (reading.wireName.equals(name)) {
        return reading;
      }
    }
    throw new IllegalArgumentException("Unknown number reading");
  }
}
