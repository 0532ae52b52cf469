package io.kundenwert.customer.merge;

import io.kundenwert.events.ImportedRow;
import io.kundenwert.events.RunDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * A row as it came from the topic.
 *
 * @param run its run
 * @param partition partition of the rows topic
 * @param seq dense counter per run and partition
 * @param number number of the row in the file
 * @param value the bytes as they came
 * @param row the row; null if the bytes are none
 */
record IncomingRow(
    RunDescriptor run,
    int partition,
    long seq,
    long number,
    byte @Nullable [] value,
    @Nullable ImportedRow row) {}
