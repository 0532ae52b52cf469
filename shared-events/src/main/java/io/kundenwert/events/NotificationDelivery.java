package io.kundenwert.events;

import java.time.Instant;
import java.util.UUID;

/**
 * What became of a notification (D10). It carries no text and no address.
 *
 * @param deliveryId delivery, key of the record
 * @param teamId team
 * @param userId recipient
 * @param kind what it is about, for example {@code import-finished}
 * @param channel inbox or email
 * @param status delivered, failed or suppressed
 * @param version rises with every change
 * @param at when the status was reached
 */
@EventType(value = "notification.delivery.v1", topic = Topic.NOTIFICATION_DELIVERIES)
public record NotificationDelivery(
    UUID deliveryId,
    UUID teamId,
    UUID userId,
    String kind,
    String channel,
    String status,
    long version,
    Instant at) {}
