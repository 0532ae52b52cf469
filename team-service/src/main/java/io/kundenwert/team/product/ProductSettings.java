package io.kundenwert.team.product;

import io.kundenwert.support.problem.Problem;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A product's settings, checked when made (D4, C3).
 *
 * @param name 1 to 120 characters
 * @param description up to 2,000 characters, may be empty
 * @param incentives what can be offered to customers, up to 2,000 characters, may be empty
 * @param currency ISO 4217 code of a currency in use
 * @param timeZone IANA zone
 * @param highFrom monthly spend in minor units from which the priority is high, up to 10^13
 * @param mediumFrom the same for medium, not above {@code highFrom}
 * @param rankBy gross or net
 * @param outreach how customers are written to
 */
public record ProductSettings(
    String name,
    String description,
    String incentives,
    String currency,
    String timeZone,
    long highFrom,
    long mediumFrom,
    String rankBy,
    OutreachSettings outreach) {
  private static final int MAX_NAME = 120;
  private static final int MAX_TEXT = 2_000;
  private static final long MAX_AMOUNT = 10_000_000_000_000L;
  private static final int DEFAULT_HIGH = 100;
  private static final int DEFAULT_MEDIUM = 50;

  /** What some country pays with: neither abolished currencies nor metals and test codes. */
  private static final Set<String> CURRENCIES =
      Arrays.stream(Locale.getISOCountries())
          .map(country -> Currency.getInstance(Locale.of("", country)))
          .filter(Objects::nonNull)
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * Checks the settings.
   *
   * @throws Problem 400 with a code that names the rule and parameters {@code field} and, where it
   *     is harmless, {@code value}
   */
  public ProductSettings {
    name = name.strip();
    if (name.isEmpty()) {
      throw Problem.badRequest("name-missing", "name", null);
    }
    requireLength("name", name, MAX_NAME);
    requireLength("description", description, MAX_TEXT);
    requireLength("incentives", incentives, MAX_TEXT);
    if (!CURRENCIES.contains(currency)) {
      throw Problem.badRequest("currency-unknown", "currency", shortened(currency));
    }
    if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
      throw Problem.badRequest("time-zone-unknown", "timeZone", shortened(timeZone));
    }
    requireThreshold("highFrom", highFrom);
    requireThreshold("mediumFrom", mediumFrom);
    if (mediumFrom > highFrom) {
      throw Problem.badRequest("thresholds-reversed", "mediumFrom", mediumFrom);
    }
    if (!rankBy.equals("gross") && !rankBy.equals("net")) {
      throw Problem.badRequest("rank-by-unknown", "rankBy", shortened(rankBy));
    }
  }

  /** Settings with the thresholds of C3: high from 100, medium from 50 of the currency's units. */
  public static ProductSettings of(String name, String currency, String timeZone) {
    return new ProductSettings(
        name,
        "",
        "",
        currency,
        timeZone,
        defaultHighFrom(currency),
        defaultMediumFrom(currency),
        "gross",
        OutreachSettings.DEFAULT);
  }

  /** 100 units of a currency in its minor units; 0 for a currency that is refused anyway. */
  public static long defaultHighFrom(String currency) {
    return inMinorUnits(DEFAULT_HIGH, currency);
  }

  /** 50 units of a currency in its minor units; 0 for a currency that is refused anyway. */
  public static long defaultMediumFrom(String currency) {
    return inMinorUnits(DEFAULT_MEDIUM, currency);
  }

  private static long inMinorUnits(long units, String currency) {
    if (!CURRENCIES.contains(currency)) {
      return 0;
    }
    long minor = units;
    for (int i = 0; i < Currency.getInstance(currency).getDefaultFractionDigits(); i++) {
      minor *= 10;
    }
    return minor;
  }

  static void requireLength(String field, String text, int max) {
    if (text.length() > max) {
      Map<String, Object> params = new LinkedHashMap<>();
      params.put("field", field);
      params.put("max", max);
      throw new Problem(HttpStatus.BAD_REQUEST, "text-too-long", params);
    }
  }

  private static void requireThreshold(String field, long amount) {
    if (amount < 0 || amount > MAX_AMOUNT) {
      throw Problem.badRequest("threshold-out-of-range", field, amount);
    }
  }

  private static @Nullable String shortened(String value) {
    return value.length() > 60 ? null : value;
  }
}
