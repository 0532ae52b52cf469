package io.kundenwert.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who a customer is, after all imports and edits. A null value of the record is a tombstone: the
 * customer is gone.
 *
 * @param customerId customer, key of the record
 * @param teamId team
 * @param productId product
 * @param version of two states the higher one is the newer
 * @param email primary address as written
 * @param name full name
 * @param company company
 * @param phone phone number
 * @param country country
 * @param externalId id in the source that named it last
 * @param tags tags
 * @param custom custom fields by key
 * @param createdAt when the customer was first seen
 * @param archived whether the customer is hidden by a cleanup
 */
@EventType(value = "customer.customer.v1", topic = Topic.CUSTOMERS)
public record CustomerState(
    UUID customerId,
    UUID teamId,
    UUID productId,
    long version,
    String email,
    @Nullable String name,
    @Nullable String company,
    @Nullable String phone,
    @Nullable String country,
    @Nullable String externalId,
    List<String> tags,
    Map<String, String> custom,
    Instant createdAt,
    boolean archived) {}
