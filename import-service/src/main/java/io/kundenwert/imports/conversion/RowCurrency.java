package io.kundenwert.imports.conversion;

import io.kundenwert.imports.reading.values.CurrencySign;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one currency of a row: what its currency column, headings and the signs beside its amounts
 * say together; the product's if they say nothing.
 */
final class RowCurrency {
  private final String product;
  private final List<CurrencySign> shared = new ArrayList<>(2);
  private @Nullable String code;
  private String result;
  private int digits;

  RowCurrency(String product) {
    this.product = product;
    this.result = product;
    this.digits = digitsOf(product);
  }

  void start() {
    code = null;
    shared.clear();
  }

  /** Takes note of a currency; rejects the row if it contradicts an earlier one. */
  void add(CurrencySign sign, ReadingPlan.Column column, Cells cells) {
    if (!sign.isUnique()) {
      shared.add(sign);
      return;
    }
    String named = sign.codes().getFirst();
    if (code != null && !code.equals(named)) {
      cells.reject("currency-contradiction", Map.of("first", code, "second", named), column);
    }
    code = named;
  }

  /** Decides; rejects the row if a sign could mean several currencies and nothing says which. */
  void decide(Cells cells) {
    String decided = code == null ? product : code;
    for (CurrencySign sign : shared) {
      if (!sign.canMean(decided)) {
        String reason = code == null ? "currency-unclear" : "currency-contradiction";
        cells.reject(
            reason, Map.of("value", sign.text(), "first", decided, "second", sign.text()), null);
      }
    }
    if (!decided.equals(result)) {
      result = decided;
      digits = digitsOf(decided);
    }
  }

  String code() {
    return result;
  }

  /** Digits of the minor unit. */
  int digits() {
    return digits;
  }

  private static int digitsOf(String code) {
    return Math.max(Currency.getInstance(code).getDefaultFractionDigits(), 0);
  }
}
