package io.kundenwert.events;

import java.util.List;
import java.util.UUID;

/**
 * A hint that the rows of customers were changed: it says where to look, not what is there. All
 * hints for one customer lie in one partition, which the last bits of the customer's id choose
 * whatever the key, so that a later hint is never overtaken; a writer therefore makes one record
 * per partition.
 *
 * @param teamId team
 * @param productId product, also the key of the record
 * @param customerIds customers whose hints belong to the record's partition; at most 1,000
 */
@EventType(value = "customer.touched.v1", topic = Topic.CUSTOMER_TOUCHED)
public record CustomerTouched(UUID teamId, UUID productId, List<UUID> customerIds) {
  /** Customers of one hint, at most: a reader's memory is bounded by the hints that it takes. */
  public static final int MAX_CUSTOMERS = 1_000;

  /** Partition of all hints for a customer, by the number of partitions that the topic has. */
  public static int partition(UUID customerId, int partitions) {
    // The last bits of a UUIDv7 are random.
    return (int) Long.remainderUnsigned(customerId.getLeastSignificantBits(), partitions);
  }
}
