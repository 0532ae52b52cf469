package io.kundenwert.customer.merge;

import io.kundenwert.customer.value.Totals;
import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.ImportedRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a run, or one payment of it, contributes to an identity. */
final class Contribution {
  private static final Comparator<Contribution> COUNTS_LAST =
      Comparator.<Contribution>comparingLong(c -> c.originSeq)
          .thenComparingLong(c -> c.lastRow)
          .thenComparing(c -> c.key.identityId());

  final Key key;
  final long originSeq;

  /** Whether its amounts are totals to date; a payment is what it is, whatever the file says. */
  boolean totals;

  boolean counted = true;
  String currency;
  Totals amounts = Totals.NONE;
  @Nullable Long fee;
  @Nullable Instant paidAt;
  long firstRow;
  long lastRow;
  Fields fields = Fields.NONE;

  /** Whether the database has it as it was before this batch. */
  boolean stored;

  /** Whether it has to be written. */
  boolean changed;

  /**
   * What a contribution belongs to.
   *
   * @param identityId identity
   * @param sourceId source
   * @param runId run
   * @param externalId the payment's id in the source, empty for the folded rows of a file
   */
  record Key(UUID identityId, UUID sourceId, UUID runId, String externalId) {}

  Contribution(Key key, long originSeq, boolean totals, String currency) {
    this.key = key;
    this.originSeq = originSeq;
    this.totals = totals;
    this.currency = currency;
  }

  /** The contribution that the rows of a run fold into; it has the fields also of payments. */
  static Contribution ofRun(UUID identityId, IncomingRow incoming, ImportedRow row) {
    return of(identityId, incoming, row, "");
  }

  /** The contribution of one payment. */
  static Contribution ofPayment(UUID identityId, IncomingRow incoming, ImportedRow row) {
    return of(identityId, incoming, row, Objects.requireNonNull(row.payment()).transactionId());
  }

  private static Contribution of(
      UUID identityId, IncomingRow incoming, ImportedRow row, String externalId) {
    return new Contribution(
        new Key(identityId, incoming.run().sourceId(), incoming.run().runId(), externalId),
        incoming.run().originSeq(),
        externalId.isEmpty() && statesTotals(incoming, row),
        row.currency());
  }

  /** Whether a row states totals to date; one whose cells are empty replaces nothing (A7). */
  static boolean statesTotals(IncomingRow incoming, ImportedRow row) {
    return incoming.run().amounts() == AmountMeaning.TOTALS
        && row.payment() == null
        && (row.totalSpend() != null || row.refundVolume() != null || row.paymentCount() != null);
  }

  /** What a row adds, or states, in amounts and dates. */
  static Totals amountsOf(ImportedRow row) {
    ImportedRow.Payment payment = row.payment();
    if (payment != null) {
      return new Totals(payment.amount(), payment.refunded(), 1, payment.on(), payment.on());
    }
    LocalDate first = row.firstPaymentOn();
    LocalDate last = row.lastPaymentOn();
    return new Totals(
        row.totalSpend() == null ? 0 : row.totalSpend(),
        row.refundVolume() == null ? 0 : row.refundVolume(),
        row.paymentCount() == null ? 0 : row.paymentCount(),
        first,
        last);
  }

  /**
   * Of two contributions of one payment the one that counts: the newer origin's, and within a run
   * the later row's.
   */
  static Contribution newer(Contribution one, Contribution other) {
    return COUNTS_LAST.compare(one, other) >= 0 ? one : other;
  }

  boolean isPayment() {
    return !key.externalId().isEmpty();
  }

  /** Takes a further row of the run in: amounts add up, fields fold. */
  void fold(IncomingRow incoming, Totals more, Fields rowFields) {
    amounts = changed || stored ? amounts.plus(more) : more;
    firstRow = changed || stored ? Math.min(firstRow, incoming.number()) : incoming.number();
    lastRow = Math.max(lastRow, incoming.number());
    fields = fields.foldedWith(rowFields);
    changed = true;
  }

  /** Takes the row of a payment: it replaces whatever the run had said of the payment. */
  void replace(IncomingRow incoming, ImportedRow row, Totals amount) {
    ImportedRow.Payment payment = row.payment();
    amounts = amount;
    currency = row.currency();
    fee = payment == null ? null : payment.fee();
    paidAt = payment == null ? null : payment.at();
    firstRow = incoming.number();
    lastRow = incoming.number();
    changed = true;
  }
}
