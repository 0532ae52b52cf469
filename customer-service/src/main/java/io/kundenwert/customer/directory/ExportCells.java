package io.kundenwert.customer.directory;

import static io.kundenwert.support.csv.SpreadsheetCells.harmless;

import io.kundenwert.customer.value.Amount;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Cells of files for spreadsheets. */
final class ExportCells {
  private ExportCells() {}

  /** Text from people: nothing in it is executed. */
  static String text(@Nullable String value) {
    return value == null ? "" : harmless(value);
  }

  /**
   * An amount as a number: exact, without a sign for the currency.
   *
   * @param german whether the reader's spreadsheet expects a decimal comma
   */
  static String amount(Amount amount, boolean german) {
    int digits = Math.max(Currency.getInstance(amount.currency()).getDefaultFractionDigits(), 0);
    String text = new BigDecimal(amount.minor()).movePointLeft(digits).toPlainString();
    return german ? text.replace('.', ',') : text;
  }
}
