package io.kundenwert.imports.conversion;

import io.kundenwert.imports.reading.values.CurrencySign;
import io.kundenwert.imports.reading.values.NumberParser;
import io.kundenwert.imports.reading.values.NumberReading;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An amount of the row being converted. It is read first and becomes minor units later, when the
 * row's currency is known.
 */
final class AmountCell {
  private static final long BOUND = 10_000_000_000_000L;

  private final ReadingPlan.Column column;
  private final NumberParser parser;
  private final @Nullable CurrencySign heading;
  private @Nullable String value;

  AmountCell(ReadingPlan.Column column) {
    this.column = column;
    this.parser = new NumberParser(column.number() == null ? NumberReading.PLAIN : column.number());
    this.heading = column.currency() == null ? null : CurrencySign.find(column.currency());
  }

  void read(Cells cells, RowCurrency currency) {
    value = cells.value(column);
    if (value == null) {
      return;
    }
    if (!parser.parse(value)) {
      cells.reject("amount-invalid", value, column);
      value = null;
      return;
    }
    if (heading != null) {
      currency.add(heading, column, cells);
    }
    CurrencySign sign = parser.currency();
    if (sign != null) {
      currency.add(sign, column, cells);
    }
  }

  /** The amount in minor units; null if the cell is empty or the row is rejected. */
  @Nullable Long minor(Cells cells, RowCurrency currency) {
    if (value == null) {
      return null;
    }
    if (parser.hasLostDecimals() || parser.decimals() > currency.digits()) {
      cells.reject(
          "too-many-decimals",
          Map.of(
              "value",
              Cells.shown(value),
              "currency",
              currency.code(),
              "digits",
              Integer.toString(currency.digits())),
          column);
      return null;
    }
    long units = parser.isBeyondBounds() ? Long.MAX_VALUE : parser.units(currency.digits());
    if (units > BOUND || units < -BOUND) {
      cells.reject("amount-out-of-bounds", value, column);
      return null;
    }
    return units;
  }

  /** A refund: what the column writes below zero, or above, as a magnitude. */
  @Nullable Long magnitude(Cells cells, RowCurrency currency) {
    Long minor = minor(cells, currency);
    if (minor == null) {
      return null;
    }
    long magnitude = column.negated() ? -minor : minor;
    if (magnitude < 0 && value != null) {
      cells.reject("refund-sign", value, column);
      return null;
    }
    return magnitude;
  }
}
