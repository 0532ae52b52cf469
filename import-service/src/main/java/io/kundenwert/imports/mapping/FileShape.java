package io.kundenwert.imports.mapping;

import io.kundenwert.imports.mapping.HeaderSynonyms.Meanings;
import io.kundenwert.imports.reading.profile.ColumnProfile;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the headings of a file say together. One heading alone can mean several things: "Umsatz" is
 * a customer's total in a list of customers and one payment's amount beside an invoice number.
 *
 * @param payments each row is a payment with an id
 * @param anonymousPayments each row is a payment, but none has an id: the same customer comes more
 *     than once and there is an amount, no total
 * @param survey the rows are answers of a survey
 * @param sevdesk the headings are those of sevDesk, which calls a company "name"
 */
record FileShape(boolean payments, boolean anonymousPayments, boolean survey, boolean sevdesk) {
  private static final Set<Field> TOTALS =
      Set.of(
          Field.TOTAL_SPEND,
          Field.MONTHLY_SPEND,
          Field.PAYMENT_COUNT,
          Field.FIRST_PAYMENT_DATE,
          Field.LAST_PAYMENT_DATE);

  private static final List<String> PAYMENT_IDS = List.of("ch_", "py_", "pi_", "txn_", "in_");

  static FileShape of(List<ColumnProfile> columns, List<Meanings> meanings) {
    boolean totals = meanings.stream().anyMatch(each -> TOTALS.stream().anyMatch(each::isOnly));
    boolean amount = meanings.stream().anyMatch(each -> each.has(Field.TRANSACTION_AMOUNT));
    boolean date = meanings.stream().anyMatch(each -> each.has(Field.TRANSACTION_DATE));
    boolean id = meanings.stream().anyMatch(each -> each.isOnly(Field.TRANSACTION_ID));
    boolean perhapsId = meanings.stream().anyMatch(each -> each.has(Field.TRANSACTION_ID));
    boolean payments = (id && (amount || !totals)) || (hasPaymentIds(columns) && amount);
    payments |= perhapsId && amount && date && !totals;
    boolean repeated = columns.stream().anyMatch(ColumnProfile::repeatedEmails);
    return new FileShape(
        payments,
        !payments && !totals && amount && repeated,
        meanings.stream().anyMatch(each -> each.has(Field.NPS_SCORE)),
        hasHeading(columns, "surename") && hasHeading(columns, "familyname"));
  }

  /** Whether a row stands for one payment. */
  boolean rowsArePayments() {
    return payments || anonymousPayments;
  }

  private static boolean hasPaymentIds(List<ColumnProfile> columns) {
    return columns.stream()
        .anyMatch(
            column ->
                HeaderSynonyms.normalise(column.header()).equals("id")
                    && !column.samples().isEmpty()
                    && column.samples().stream().allMatch(FileShape::isPaymentId));
  }

  private static boolean isPaymentId(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return PAYMENT_IDS.stream().anyMatch(lower::startsWith);
  }

  private static boolean hasHeading(List<ColumnProfile> columns, String normal) {
    return columns.stream()
        .anyMatch(column -> HeaderSynonyms.normalise(column.header()).equals(normal));
  }
}
