package io.kundenwert.customer.value;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An amount of money as answers carry it.
 *
 * @param minor minor units, as text: a client's number may not hold them exactly
 * @param currency ISO 4217 code
 */
@Schema(description = "An amount of money")
public record Amount(
    @Schema(
            description = "Minor units (cents) as text",
            example = "120433120",
            pattern = "-?[0-9]+")
        String minor,
    @Schema(description = "ISO 4217 code", example = "EUR") String currency) {
  /** An amount of minor units. */
  public static Amount of(long minor, String currency) {
    return new Amount(Long.toString(minor), currency);
  }
}
