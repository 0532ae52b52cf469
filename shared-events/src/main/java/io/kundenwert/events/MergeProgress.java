package io.kundenwert.events;

import java.util.Map;
import java.util.UUID;

/**
 * How far the merge is with a run in one partition of the rows topic. Counters are cumulative: a
 * lost or repeated record changes nothing. Key of the record: {@link #key()}.
 *
 * @param runId run
 * @param teamId team
 * @param productId product
 * @param partition partition of the rows topic
 * @param seq last row of the partition that was handled
 * @param revision rises with every change; of two records the higher one is the newer
 * @param created rows that made a customer
 * @param updated rows that changed one
 * @param unchanged rows that changed nothing
 * @param merged rows merged into an earlier row of the run
 * @param rejected rows refused by the merge (suppressed person, currency, bounds)
 * @param dead rows set aside because they could not be written; an operator can replay them
 * @param grossByCurrency gross amount of the merged rows in minor units by currency
 */
@EventType(value = "customer.merge-progress.v1", topic = Topic.MERGE_PROGRESS)
public record MergeProgress(
    UUID runId,
    UUID teamId,
    UUID productId,
    int partition,
    long seq,
    long revision,
    long created,
    long updated,
    long unchanged,
    long merged,
    long rejected,
    long dead,
    Map<String, Long> grossByCurrency) {

  /** Key of the record. */
  public String key() {
    return runId + "/" + partition;
  }
}
