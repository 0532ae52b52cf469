package io.kundenwert.imports.conversion;

import io.kundenwert.events.ImportedRow;
import io.kundenwert.imports.mapping.Field;
import io.kundenwert.imports.reading.Row;
import io.kundenwert.imports.reading.RowDefect;
import io.kundenwert.imports.reading.values.CurrencySign;
import io.kundenwert.imports.reading.values.NumberParser;
import io.kundenwert.imports.reading.values.NumberReading;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the rows of a file into typed rows, as a plan says. For one thread. */
public final class RowConverter {
  private static final int CODE = 20;

  private final int width;
  private final Cells cells = new Cells();
  private final RowCurrency currency;
  private final Person person;

  private final ReadingPlan.@Nullable Column currencyColumn;
  private final ReadingPlan.@Nullable Column countColumn;
  private final NumberParser count;
  private final @Nullable AmountCell totalSpend;
  private final @Nullable AmountCell monthlySpend;
  private final @Nullable AmountCell refundVolume;
  private final @Nullable DateCell firstPayment;
  private final @Nullable DateCell lastPayment;
  private final @Nullable PaymentCells payment;
  private final List<AmountCell> amounts;
  private final List<DateCell> dates;

  private RowConverter(ReadingPlan plan) {
    Columns columns = new Columns(plan);
    width = plan.header().size();
    currency = new RowCurrency(plan.currency());
    person = new Person(columns, cells);
    currencyColumn = columns.of(Field.CURRENCY);
    countColumn = columns.of(Field.PAYMENT_COUNT);
    NumberReading reading = countColumn == null ? null : countColumn.number();
    count = new NumberParser(reading == null ? NumberReading.PLAIN : reading);
    totalSpend = columns.amount(Field.TOTAL_SPEND);
    monthlySpend = columns.amount(Field.MONTHLY_SPEND);
    refundVolume = columns.amount(Field.REFUND_VOLUME);
    firstPayment = columns.date(Field.FIRST_PAYMENT_DATE, plan);
    lastPayment = columns.date(Field.LAST_PAYMENT_DATE, plan);
    AmountCell amount = columns.amount(Field.TRANSACTION_AMOUNT);
    AmountCell fee = columns.amount(Field.TRANSACTION_FEE);
    DateCell date = columns.date(Field.TRANSACTION_DATE, plan);
    payment =
        amount == null
            ? null
            : new PaymentCells(columns, cells, currency, amount, refundVolume, fee, date);
    amounts = present(totalSpend, monthlySpend, refundVolume, amount, fee);
    dates = present(firstPayment, lastPayment, date);
  }

  /**
   * A converter for a plan.
   *
   * @throws IllegalArgumentException if the plan was made by another version of the readers
   */
  public static RowConverter of(ReadingPlan plan) {
    if (plan.version() != ReadingPlan.VERSION) {
      throw new IllegalArgumentException("Another version of the readers made this plan");
    }
    return new RowConverter(plan);
  }

  /** Converts a row. Never throws, whatever the cells hold. */
  public Conversion convert(Row row) {
    RowDefect defect = row.defect();
    if (defect != null) {
      return new Conversion.Rejected(new Rejection(defect.code(), params(row, defect), null));
    }
    cells.start(row.cells());
    currency.start();
    ImportedRow imported = read();
    Rejection rejection = cells.rejection();
    if (rejection != null || imported == null) {
      return new Conversion.Rejected(
          rejection == null ? new Rejection("row-invalid", Map.of(), null) : rejection);
    }
    return new Conversion.Accepted(imported);
  }

  private @Nullable ImportedRow read() {
    String email = person.email();
    String identity = person.identity(email);
    if (identity == null || email == null) {
      return null;
    }
    String name = person.name();
    readMoneyAndDates();
    if (cells.rejection() != null) {
      return null;
    }
    if (payment == null) {
      return row(identity, email, name, Value.of(this), null);
    }
    ImportedRow.Payment paid = payment.read();
    if (paid == null) {
      return null;
    }
    return payment.haveIds()
        ? row(identity, email, name, Value.none(this), paid)
        : row(identity, email, name, Value.of(this, paid), null);
  }

  /** Currency first: how many decimals an amount may have depends on it. */
  private void readMoneyAndDates() {
    String named = cells.text(currencyColumn, CODE);
    if (named != null && currencyColumn != null) {
      CurrencySign sign = CurrencySign.find(named);
      if (sign == null) {
        cells.reject("currency-unknown", named, currencyColumn);
      } else {
        currency.add(sign, currencyColumn, cells);
      }
    }
    for (AmountCell amount : amounts) {
      amount.read(cells, currency);
    }
    currency.decide(cells);
    for (DateCell date : dates) {
      date.read(cells);
    }
  }

  private ImportedRow row(
      String identity,
      String email,
      @Nullable String name,
      Value value,
      ImportedRow.@Nullable Payment paid) {
    return new ImportedRow(
        identity,
        email,
        name,
        person.company(),
        person.phone(),
        person.country(),
        person.externalId(),
        person.tags(),
        person.consent(),
        person.custom(),
        currency.code(),
        value.totalSpend(),
        value.refundVolume(),
        value.monthlySpend(),
        value.payments(),
        value.firstOn(),
        value.lastOn(),
        paid);
  }

  private @Nullable Integer payments() {
    String value = cells.value(countColumn);
    if (value == null || countColumn == null) {
      return null;
    }
    boolean isCount =
        count.parse(value)
            && count.decimals() == 0
            && count.currency() == null
            && !count.isNegative()
            && !count.isBeyondBounds()
            && count.units(0) <= Integer.MAX_VALUE;
    if (!isCount) {
      cells.reject("count-invalid", value, countColumn);
      return null;
    }
    return (int) count.units(0);
  }

  private Map<String, String> params(Row row, RowDefect defect) {
    String line = Long.toString(row.line());
    return defect == RowDefect.TOO_MANY_CELLS
        ? Map.of("line", line, "columns", Integer.toString(width))
        : Map.of("line", line);
  }

  @SafeVarargs
  private static <T> List<T> present(@Nullable T... parts) {
    return Stream.of(parts).filter(Objects::nonNull).map(part -> (T) part).toList();
  }

  /** What the customer is worth according to the row. */
  private record Value(
      @Nullable Long totalSpend,
      @Nullable Long refundVolume,
      @Nullable Long monthlySpend,
      @Nullable Integer payments,
      @Nullable LocalDate firstOn,
      @Nullable LocalDate lastOn) {

    /** A row of totals. */
    static Value of(RowConverter row) {
      Long total = row.totalSpend == null ? null : row.totalSpend.minor(row.cells, row.currency);
      Long refund =
          row.refundVolume == null ? null : row.refundVolume.magnitude(row.cells, row.currency);
      LocalDate first = row.firstPayment == null ? null : row.firstPayment.date();
      LocalDate last = row.lastPayment == null ? null : row.lastPayment.date();
      if (first != null && last != null && first.isAfter(last)) {
        row.cells.reject(
            "dates-reversed", Map.of("first", first.toString(), "last", last.toString()), null);
      }
      return new Value(total, refund, monthly(row), row.payments(), first, last);
    }

    /** A payment without an id adds to the totals of its customer. */
    static Value of(RowConverter row, ImportedRow.Payment paid) {
      return new Value(
          paid.amount(),
          paid.refunded(),
          monthly(row),
          paid.amount() == 0 ? 0 : 1,
          paid.on(),
          paid.on());
    }

    /** A payment with an id is its own contribution. */
    static Value none(RowConverter row) {
      return new Value(null, null, monthly(row), null, null, null);
    }

    private static @Nullable Long monthly(RowConverter row) {
      return row.monthlySpend == null ? null : row.monthlySpend.minor(row.cells, row.currency);
    }
  }
}
