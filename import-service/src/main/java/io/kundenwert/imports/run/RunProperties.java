package io.kundenwert.imports.run;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How runs are worked off.
 *
 * @param inFlight rows of a run that are published and not yet merged, at most
 * @param inFlightLeast rows that may always be, however slow the merge is
 * @param inFlightFor how long a row may wait for those before it, at the rate of the merge
 * @param chunkRows rows of a Kafka transaction, at most
 * @param chunkBytes serialised bytes after which a transaction ends
 * @param lease how long a worker holds a run without renewing
 * @param open runs that a replica has open, at most
 * @param openPerTeam those of one team among them, at most
 * @param turns chunks that a replica reads and publishes at a time
 * @param yieldAfter time after which a run makes room if others wait
 * @param poll pause between looks for runs that nobody works on
 */
@ConfigurationProperties("kundenwert.runs")
record RunProperties(
    int inFlight,
    int inFlightLeast,
    Duration inFlightFor,
    int chunkRows,
    DataSize chunkBytes,
    Duration lease,
    int open,
    int openPerTeam,
    int turns,
    Duration yieldAfter,
    Duration poll) {

  RunProperties {
    if (chunkRows > inFlight) {
      throw new IllegalArgumentException("A chunk has to fit into what may be in flight");
    }
  }

  /** A window for one run. */
  Window window() {
    return new Window(Math.max(inFlightLeast, chunkRows), inFlight, inFlightFor);
  }

  ChunkReader.Bounds chunk() {
    return new ChunkReader.Bounds(chunkRows, chunkBytes.toBytes());
  }
}
