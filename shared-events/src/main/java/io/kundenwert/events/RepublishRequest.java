package io.kundenwert.events;

import java.util.UUID;

/**
 * The merge found a gap: rows of a run are missing in a partition and are wanted again.
 *
 * @param runId run, key of the record
 * @param teamId team
 * @param partition partition of the rows topic
 * @param fromSeq first missing sequence number
 */
@EventType(value = "customer.republish-request.v1", topic = Topic.REPUBLISH_REQUESTS)
public record RepublishRequest(UUID runId, UUID teamId, int partition, long fromSeq) {}
