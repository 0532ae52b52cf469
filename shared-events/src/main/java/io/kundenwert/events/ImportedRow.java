package io.kundenwert.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of a file as it was read (A2, A3): every value has its type, nothing is left to guess. A
 * null or absent component means that the cell was empty or the column not mapped: it never erases
 * a value (A7). Number of the row, run and sequence are in the headers.
 *
 * @param emailKey the customer's identity within the product: trimmed, NFC, case-folded, domain in
 *     ASCII (A7); 3 to 320 characters
 * @param email the address as it was written, trimmed
 * @param name full name
 * @param company company
 * @param phone phone number as written
 * @param country country as written, or its ISO 3166-1 alpha-2 code where it was recognised
 * @param externalId the customer's id in the source
 * @param tags tags, without duplicates
 * @param consent consent as read: true given, false withdrawn
 * @param custom custom fields by key, without empty values
 * @param currency ISO 4217 code of all amounts of the row; the product's currency if the file names
 *     none
 * @param totalSpend gross spend in minor units, at most 10<sup>13</sup> in absolute value
 * @param refundVolume refunded amount in minor units, not negative
 * @param monthlySpend monthly spend in minor units as the file states it (a field, never added)
 * @param paymentCount number of payments
 * @param firstPaymentOn day of the first payment in the product's time zone
 * @param lastPaymentOn day of the last payment in the product's time zone
 * @param payment set if the row is a single payment: one contribution of its own, replaced whole
 */
@EventType(value = "import.row.v1", topic = Topic.IMPORT_ROWS)
public record ImportedRow(
    String emailKey,
    String email,
    @Nullable String name,
    @Nullable String company,
    @Nullable String phone,
    @Nullable String country,
    @Nullable String externalId,
    @Nullable List<String> tags,
    @Nullable Boolean consent,
    @Nullable Map<String, String> custom,
    String currency,
    @Nullable Long totalSpend,
    @Nullable Long refundVolume,
    @Nullable Long monthlySpend,
    @Nullable Integer paymentCount,
    @Nullable LocalDate firstPaymentOn,
    @Nullable LocalDate lastPaymentOn,
    @Nullable Payment payment) {

  /**
   * A single payment.
   *
   * @param transactionId the payment's id in the source: the same id again replaces, never adds
   * @param amount gross amount in minor units of the row's currency
   * @param refunded refunded part in minor units, not negative
   * @param fee fee in minor units, information only
   * @param on day of the payment in the product's time zone
   * @param at instant of the payment where the file has a time
   */
  public record Payment(
      String transactionId,
      long amount,
      long refunded,
      @Nullable Long fee,
      @Nullable LocalDate on,
      @Nullable Instant at) {}

  /**
   * Key of the record: all rows of one person in a product go to the same partition, and the
   * address itself stays out of the key.
   */
  public static String partitionKey(UUID productId, String emailKey) {
    return productId + ":" + Long.toHexString(EmailHash.of(productId, emailKey));
  }

  /** Partition of a row among {@code partitions}, fixed by the run's snapshot. */
  public static int partition(UUID productId, String emailKey, int partitions) {
    return (int) Long.remainderUnsigned(EmailHash.of(productId, emailKey), partitions);
  }
}
