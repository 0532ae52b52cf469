package io.kundenwert.imports.conversion;

import io.kundenwert.events.ImportedRow;
import io.kundenwert.imports.mapping.Field;
import io.kundenwert.imports.reading.values.PaymentStatus;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cells of a row that is a payment. Money that went back is never a negative amount: a
 * row below zero, or one whose status says refund, is a payment of nothing with a refund.
 */
final class PaymentCells {
  private static final int ID = 255;
  private static final int STATUS = 100;

  private final Cells cells;
  private final RowCurrency currency;
  private final ReadingPlan.@Nullable Column id;
  private final ReadingPlan.@Nullable Column status;
  private final ReadingPlan.@Nullable Column amountColumn;
  private final AmountCell amount;
  private final @Nullable AmountCell refund;
  private final @Nullable AmountCell fee;
  private final @Nullable DateCell date;

  PaymentCells(
      Columns columns,
      Cells cells,
      RowCurrency currency,
      AmountCell amount,
      @Nullable AmountCell refund,
      @Nullable AmountCell fee,
      @Nullable DateCell date) {
    this.cells = cells;
    this.currency = currency;
    this.id = columns.of(Field.TRANSACTION_ID);
    this.status = columns.of(Field.TRANSACTION_STATUS);
    this.amountColumn = columns.of(Field.TRANSACTION_AMOUNT);
    this.amount = amount;
    this.refund = refund;
    this.fee = fee;
    this.date = date;
  }

  /** Whether payments have ids. */
  boolean haveIds() {
    return id != null;
  }

  /**
   * The payment; null, with a reason, if the row is none. Without a column for ids the id is empty.
   */
  ImportedRow.@Nullable Payment read() {
    String transactionId = "";
    if (id != null) {
      String text = cells.text(id, ID);
      if (text == null) {
        cells.reject("transaction-id-missing", Map.of(), id);
        return null;
      }
      transactionId = text;
    }
    PaymentStatus meaning = status();
    Long minor = amount.minor(cells, currency);
    Long back = refund == null ? null : refund.magnitude(cells, currency);
    Long feeMinor = fee == null ? null : fee.minor(cells, currency);
    if (minor == null) {
      cells.reject("amount-missing", Map.of(), amountColumn);
      return null;
    }
    boolean isRefund = meaning == PaymentStatus.REFUND || minor < 0;
    long gross = isRefund ? 0 : minor;
    return new ImportedRow.Payment(
        transactionId,
        gross,
        refunded(meaning, minor, isRefund, back),
        feeMinor,
        date == null ? null : date.date(),
        date == null ? null : date.instant());
  }

  private static long refunded(
      PaymentStatus meaning, long amount, boolean isRefund, @Nullable Long stated) {
    if (isRefund) {
      return stated == null || stated == 0 ? Math.abs(amount) : stated;
    }
    if (stated != null) {
      return stated;
    }
    return meaning == PaymentStatus.REFUNDED ? amount : 0;
  }

  /** What the status says; successful if there is no column for it. */
  private PaymentStatus status() {
    if (status == null) {
      return PaymentStatus.SUCCESSFUL;
    }
    String text = cells.text(status, STATUS);
    PaymentStatus meaning = text == null ? null : PaymentStatus.of(text);
    if (meaning == null) {
      cells.reject("payment-status-unknown", text == null ? "" : text, status);
      return PaymentStatus.UNSUCCESSFUL;
    }
    if (meaning == PaymentStatus.UNSUCCESSFUL && text != null) {
      cells.reject("payment-not-successful", text, status);
    }
    return meaning;
  }
}
