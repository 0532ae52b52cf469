package io.kundenwert.imports.run;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A stretch of a file, read and serialised before the transaction that publishes it begins.
 *
 * @param records the rows to publish, in file order
 * @param rejected the rows that are not taken
 * @param fingerprints fingerprints of all rows that were read, in file order
 * @param after the checkpoint behind the stretch
 */
record Chunk(
    List<ProducerRecord<byte[], byte[]>> records,
    List<RejectedRow> rejected,
    long[] fingerprints,
    Checkpoint after) {}
