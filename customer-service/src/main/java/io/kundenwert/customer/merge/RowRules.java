package io.kundenwert.customer.merge;

import io.kundenwert.customer.product.ProductSettings;
import io.kundenwert.events.ImportedRow;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What refuses a row on its own, whatever its customer has. */
final class RowRules {
  private static final long MAX_AMOUNT = 10_000_000_000_000L;
  private static final int MAX_EXTERNAL_ID = 255;

  private final ProductSettings product;
  private final LocalDate today;
  private final Set<UUID> undoneRuns;
  private final Set<String> suppressed;

  RowRules(ProductSettings product, LocalDate today, Set<UUID> undoneRuns, Set<String> suppressed) {
    this.product = product;
    this.today = today;
    this.undoneRuns = undoneRuns;
    this.suppressed = suppressed;
  }

  /** The refusal; null if the row may be merged. */
  @Nullable Outcome check(IncomingRow incoming, ImportedRow row) {
    if (product.deleted()) {
      return Outcome.rejected("product-deleted");
    }
    if (undoneRuns.contains(incoming.run().runId())) {
      return Outcome.rejected("run-undone");
    }
    if (suppressed.contains(row.emailKey())) {
      return Outcome.rejected("suppressed");
    }
    if (!row.currency().equals(product.currency()) && hasAmount(row)) {
      return Outcome.rejected("currency-mismatch");
    }
    if (!amountsWithinBounds(row)) {
      return Outcome.rejected("amount-out-of-bounds");
    }
    if (isFuture(row.firstPaymentOn()) || (row.payment() != null && isFuture(row.payment().on()))) {
      return Outcome.rejected("first-payment-in-future");
    }
    return null;
  }

  /** Whether a row breaks the contract of the topic: nothing that a rule would refuse. */
  static boolean malformed(@Nullable ImportedRow row) {
    if (row == null || missing(row.emailKey()) || missing(row.email()) || missing(row.currency())) {
      return true;
    }
    if (row.emailKey().length() < 3 || row.emailKey().length() > 320) {
      return true;
    }
    ImportedRow.Payment payment = row.payment();
    return payment != null
        && (missing(payment.transactionId())
            || payment.transactionId().isBlank()
            || payment.transactionId().length() > MAX_EXTERNAL_ID);
  }

  /** JSON can lack what the record declares. */
  private static boolean missing(@Nullable Object component) {
    return component == null;
  }

  private static boolean hasAmount(ImportedRow row) {
    return row.payment() != null
        || row.totalSpend() != null
        || row.refundVolume() != null
        || row.monthlySpend() != null;
  }

  private static boolean amountsWithinBounds(ImportedRow row) {
    ImportedRow.Payment payment = row.payment();
    return within(row.totalSpend(), -MAX_AMOUNT)
        && within(row.refundVolume(), 0)
        && within(row.monthlySpend(), -MAX_AMOUNT)
        && (row.paymentCount() == null || row.paymentCount() >= 0)
        && (payment == null
            || (within(payment.amount(), -MAX_AMOUNT) && within(payment.refunded(), 0)));
  }

  private static boolean within(@Nullable Long amount, long least) {
    return amount == null || (amount >= least && amount <= MAX_AMOUNT);
  }

  private boolean isFuture(@Nullable LocalDate day) {
    return day != null && day.isAfter(today);
  }
}
