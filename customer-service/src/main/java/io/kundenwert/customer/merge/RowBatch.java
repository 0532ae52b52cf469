package io.kundenwert.customer.merge;

import java.util.List;
import java.util.Map;

/**
 * What one poll brought.
 *
 * @param topic topic of the rows
 * @param rows rows in the order of their offsets
 * @param nextOffsets by partition the offset to read next once the rows are merged
 */
record RowBatch(String topic, List<IncomingRow> rows, Map<Integer, Long> nextOffsets) {}
