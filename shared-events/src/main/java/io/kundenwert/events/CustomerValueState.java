package io.kundenwert.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer is worth, in total and per source (C1, C3, C5). Amounts are minor units.
 *
 * @param customerId customer, key of the record
 * @param teamId team
 * @param productId product
 * @param version of two states the higher one is the newer
 * @param currency ISO 4217 code of all amounts
 * @param gross total spend
 * @param refunded refund volume
 * @param net gross less refunded
 * @param monthly monthly spend, rounded half even to minor units
 * @param payments number of payments
 * @param firstPaymentOn day of the first payment
 * @param lastPaymentOn day of the last payment
 * @param priority high, medium or low; readers treat an unknown constant as {@code unknown}
 * @param previousPriority priority before the last change of priority
 * @param priorityChangedAt when the priority changed last
 * @param sources the same per source
 */
@EventType(value = "customer.value.v1", topic = Topic.CUSTOMER_VALUES)
public record CustomerValueState(
    UUID customerId,
    UUID teamId,
    UUID productId,
    long version,
    String currency,
    long gross,
    long refunded,
    long net,
    @Nullable Long monthly,
    long payments,
    @Nullable LocalDate firstPaymentOn,
    @Nullable LocalDate lastPaymentOn,
    @Nullable String priority,
    @Nullable String previousPriority,
    @Nullable Instant priorityChangedAt,
    List<SourceValue> sources) {

  /**
   * The part that comes from one source.
   *
   * @param sourceId source
   * @param gross total spend
   * @param refunded refund volume
   * @param net gross less refunded
   * @param payments number of payments
   */
  public record SourceValue(UUID sourceId, long gross, long refunded, long net, long payments) {}
}
