package io.kundenwert.events;

import java.util.UUID;

/**
 * A row that the merge refused. It names no person: import-service reads the cells again from the
 * upload.
 *
 * @param runId run, key of the record
 * @param teamId team
 * @param productId product
 * @param row number of the row in the file, 1 for the first data row
 * @param code stable reason; row-replayed for a row that was row-dead, was tried again, and is that
 *     no more
 */
@EventType(value = "customer.merge-rejection.v1", topic = Topic.MERGE_REJECTIONS)
public record MergeRejection(UUID runId, UUID teamId, UUID productId, long row, String code) {

  /** Reason of a row that could not be written; an operator can have it tried again. */
  public static final String DEAD = "row-dead";

  /** The row was {@link #DEAD} and was tried again: it is that no more. */
  public static final String REPLAYED = "row-replayed";
}
