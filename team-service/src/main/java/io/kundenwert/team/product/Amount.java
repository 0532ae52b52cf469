package io.kundenwert.team.product;

/**
 * An amount of money in requests and answers.
 *
 * @param minor minor units as text, since numbers lose digits in browsers
 * @param currency ISO 4217 code
 */
public record Amount(String minor, String currency) {
  static Amount of(long minor, String currency) {
    return new Amount(Long.toString(minor), currency);
  }
}
