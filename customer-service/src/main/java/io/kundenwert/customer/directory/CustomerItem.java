package io.kundenwert.customer.directory;

import io.kundenwert.customer.value.Amount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer in a list.
 *
 * @param id customer
 * @param email primary address as written
 * @param name full name
 * @param company company
 * @param country country
 * @param tags tags
 * @param priority high, medium or low
 * @param gross total spend
 * @param refunded refund volume
 * @param net gross less refunded
 * @param monthly monthly spend, null if it is not known
 * @param payments number of payments
 * @param firstPaymentOn day of the first payment
 * @param lastPaymentOn day of the last payment
 * @param createdAt when the customer was first seen
 * @param sources the part of each source
 */
@Schema(description = "A customer with what they are worth")
public record CustomerItem(
    UUID id,
    String email,
    @Nullable String name,
    @Nullable String company,
    @Nullable String country,
    List<String> tags,
    @Schema(allowableValues = {"high", "medium", "low"}) String priority,
    Amount gross,
    Amount refunded,
    Amount net,
    @Nullable Amount monthly,
    long payments,
    @Nullable LocalDate firstPaymentOn,
    @Nullable LocalDate lastPaymentOn,
    Instant createdAt,
    List<SourceNet> sources) {

  /**
   * What comes from one source.
   *
   * @param sourceId source
   * @param name its name
   * @param net gross less refunded
   */
  @Schema(description = "The part of a customer's value that comes from one source")
  public record SourceNet(UUID sourceId, String name, Amount net) {}
}
