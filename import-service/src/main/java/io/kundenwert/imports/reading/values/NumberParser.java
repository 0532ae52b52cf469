package io.kundenwert.imports.reading.values;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers as people write them: grouped thousands, a currency before or behind, a minus
 * before or behind, parentheses for less than nothing. Exact: what is kept is an integer and the
 * number of its decimals. For one thread; the result stands until the next call.
 */
public final class NumberParser {
  private static final int MAX_INTEGER_DIGITS = 15;
  private static final int MAX_DIGITS = 18;
  private static final char SPACES = ' ';
  private static final char APOSTROPHES = '\'';

  private final char decimal;
  private final char thousands;

  private String text = "";
  private int at;
  private int to;

  private long mantissa;
  private int scale;
  private int integerDigits;
  private boolean lost;
  private boolean negative;
  private boolean parenthesis;
  private boolean signed;
  private @Nullable CurrencySign currency;

  /** A parser for a reading. */
  public NumberParser(NumberReading reading) {
    this.decimal = reading.decimal();
    this.thousands = reading.thousands();
  }

  /**
   * Reads a cell.
   *
   * @return whether it is a number; only then the other methods say something
   */
  public boolean parse(String cell) {
    text = cell;
    at = 0;
    to = cell.length();
    mantissa = 0;
    scale = 0;
    integerDigits = 0;
    lost = false;
    negative = false;
    parenthesis = false;
    signed = false;
    currency = null;
    return around(true) && body() && around(false) && at == to && !parenthesis;
  }

  /** Whether the number is below zero; a negative zero is not. */
  public boolean isNegative() {
    return negative && mantissa != 0;
  }

  /** Whether the number is zero. */
  public boolean isZero() {
    return mantissa == 0 && !lost;
  }

  /** The currency written beside the number. */
  public @Nullable CurrencySign currency() {
    return currency;
  }

  /** How many decimals the number needs; zeros at the end do not count. */
  public int decimals() {
    return scale;
  }

  /** Whether the number has more digits than any amount can have. */
  public boolean isBeyondBounds() {
    return integerDigits > MAX_INTEGER_DIGITS;
  }

  /** Whether the number has so many decimals that they were not kept. */
  public boolean hasLostDecimals() {
    return lost && !isBeyondBounds();
  }

  /**
   * The number in units of 10<sup>-digits</sup>. Not to be called for a number with more decimals,
   * or beyond the bounds.
   *
   * @return the units, or {@link Long#MAX_VALUE} for more than 10<sup>18</sup>
   */
  public long units(int digits) {
    long units = mantissa;
    for (int i = scale; i < digits; i++) {
      if (units > Long.MAX_VALUE / 10) {
        return Long.MAX_VALUE;
      }
      units *= 10;
    }
    return negative ? -units : units;
  }

  /** The number as a decimal. */
  public BigDecimal value() {
    return BigDecimal.valueOf(negative ? -mantissa : mantissa, scale);
  }

  /** Whether both parsers read the same number in their last cells. */
  public boolean sameAs(NumberParser other) {
    return mantissa == other.mantissa
        && scale == other.scale
        && negative == other.negative
        && integerDigits == other.integerDigits
        && lost == other.lost;
  }

  /** Signs, parentheses and currency before or behind the digits, each at most once. */
  private boolean around(boolean before) {
    while (at < to) {
      char c = text.charAt(at);
      if (isDigit(c) || (before && c == decimal && c != 0)) {
        return before;
      }
      if (Blank.isSpace(c) || c == '\t') {
        at++;
      } else if (isMinus(c) || (before && c == '+')) {
        if (signed) {
          return false;
        }
        signed = true;
        negative |= c != '+';
        at++;
      } else if (c == '(' && before && !signed) {
        signed = true;
        parenthesis = true;
        negative = true;
        at++;
      } else if (c == ')' && !before && parenthesis) {
        parenthesis = false;
        at++;
      } else if (!currencySign()) {
        return false;
      }
    }
    return !before;
  }

  private boolean currencySign() {
    int from = at;
    while (at < to && at - from <= CurrencySign.LONGEST && isOfSign(text.charAt(at))) {
      at++;
    }
    if (currency != null || at == from) {
      return false;
    }
    currency = CurrencySign.find(text.substring(from, at));
    return currency != null;
  }

  /** The digits: groups of three, then decimals. */
  private boolean body() {
    char group = 0;
    int inGroup = 0;
    boolean leadingZero = text.charAt(at) == '0';
    while (at < to) {
      char c = text.charAt(at);
      if (isDigit(c)) {
        digit(c - '0', false);
        inGroup++;
        at++;
        continue;
      }
      if (c == decimal && c != 0) {
        return (group == 0 || inGroup == 3) && decimals(inGroup > 0);
      }
      char kind = groupKind(c);
      if (kind == 0 || at + 1 == to || !isDigit(text.charAt(at + 1))) {
        break;
      }
      boolean first = group == 0;
      if (first ? inGroup == 0 || inGroup > 3 || leadingZero : inGroup != 3 || kind != group) {
        return false;
      }
      group = kind;
      inGroup = 0;
      at++;
    }
    return inGroup > 0 && (group == 0 || inGroup == 3);
  }

  private boolean decimals(boolean hasInteger) {
    at++;
    int from = at;
    int zeros = 0;
    while (at < to && isDigit(text.charAt(at))) {
      int digit = text.charAt(at) - '0';
      at++;
      if (digit == 0) {
        zeros++;
        continue;
      }
      for (; zeros > 0; zeros--) {
        digit(0, true);
      }
      digit(digit, true);
    }
    return at > from || (hasInteger && dashForCents());
  }

  /** {@code 12,-} as shops write it. */
  private boolean dashForCents() {
    int from = at;
    while (at < to && at - from < 2 && (isMinus(text.charAt(at)) || text.charAt(at) == '\u2014')) {
      at++;
    }
    return at > from;
  }

  private void digit(int digit, boolean decimalPlace) {
    if (decimalPlace) {
      if (integerDigits + scale >= MAX_DIGITS) {
        lost = true;
        return;
      }
      scale++;
    } else if (integerDigits > 0 || digit > 0) {
      integerDigits++;
      if (integerDigits > MAX_INTEGER_DIGITS) {
        lost = true;
        return;
      }
    }
    mantissa = mantissa * 10 + digit;
  }

  private char groupKind(char c) {
    if (c == thousands && c != 0) {
      return thousands;
    }
    if (c == '\'' || c == '\u2019' || c == '\u2018' || c == '\u02BC' || c == '\u00B4') {
      return APOSTROPHES;
    }
    return Blank.isSpace(c) ? SPACES : 0;
  }

  private static boolean isOfSign(char c) {
    return c == '$'
        || c == '.'
        || c == '\uFFE5'
        || Character.isLetter(c)
        || Character.getType(c) == Character.CURRENCY_SYMBOL;
  }

  private static boolean isMinus(char c) {
    return c == '-' || c == '\u2212' || c == '\u2013';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
