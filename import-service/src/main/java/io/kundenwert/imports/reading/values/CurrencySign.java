package io.kundenwert.imports.reading.values;

import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A currency as it is written beside an amount: a code, a name, or a sign that several currencies
 * may share.
 *
 * @param text as written
 * @param codes ISO 4217 codes that it can mean
 */
public record CurrencySign(String text, List<String> codes) {
  /** No spelling is longer. */
  static final int LONGEST = 6;

  private static final Map<String, CurrencySign> SIGNS = signs();

  /** The sign of a text, whatever its case; null if it is none. */
  public static @Nullable CurrencySign find(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return null;
    }
    CurrencySign exact = SIGNS.get(text);
    return exact == null ? SIGNS.get(text.toUpperCase(Locale.ROOT)) : exact;
  }

  /** Whether it can mean a currency. */
  public boolean canMean(String code) {
    return codes.contains(code);
  }

  /** Whether it can mean only one currency. */
  public boolean isUnique() {
    return codes.size() == 1;
  }

  private static Map<String, CurrencySign> signs() {
    Map<String, CurrencySign> signs = new HashMap<>();
    for (Currency currency : Currency.getAvailableCurrencies()) {
      if (currency.getDefaultFractionDigits() >= 0) {
        put(signs, currency.getCurrencyCode(), currency.getCurrencyCode());
      }
    }
    put(signs, "€", "EUR");
    put(signs, "EURO", "EUR");
    put(signs, "EUROS", "EUR");
    put(signs, "£", "GBP");
    put(signs, "₣", "CHF");
    put(signs, "FR", "CHF");
    put(signs, "FR.", "CHF");
    put(signs, "SFR", "CHF");
    put(signs, "SFR.", "CHF");
    put(signs, "US$", "USD");
    put(signs, "CA$", "CAD");
    put(signs, "C$", "CAD");
    put(signs, "A$", "AUD");
    put(signs, "AU$", "AUD");
    put(signs, "NZ$", "NZD");
    put(signs, "HK$", "HKD");
    put(signs, "S$", "SGD");
    put(signs, "R$", "BRL");
    put(signs, "MX$", "MXN");
    put(signs, "ZŁ", "PLN");
    put(signs, "KČ", "CZK");
    put(signs, "FT", "HUF");
    put(signs, "₹", "INR");
    put(signs, "₺", "TRY");
    put(signs, "₽", "RUB");
    put(signs, "₩", "KRW");
    put(signs, "₪", "ILS");
    put(signs, "₫", "VND");
    put(signs, "₴", "UAH");
    put(signs, "฿", "THB");
    put(signs, "$", "USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "TWD", "CLP", "COP", "ARS");
    put(signs, "¥", "JPY", "CNY");
    put(signs, "￥", "JPY", "CNY");
    put(signs, "KR", "SEK", "NOK", "DKK", "ISK");
    put(signs, "KR.", "SEK", "NOK", "DKK", "ISK");
    return Map.copyOf(signs);
  }

  private static void put(Map<String, CurrencySign> signs, String text, String... codes) {
    signs.put(text, new CurrencySign(text, List.of(codes)));
  }
}
