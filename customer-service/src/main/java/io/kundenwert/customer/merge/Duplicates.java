package io.kundenwert.customer.merge;

import io.kundenwert.events.RunMode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Rows of a batch that were merged before: what was announced of them is announced again. */
final class Duplicates {
  private final Map<Mark.Key, Range> ranges = new HashMap<>();

  /** Duplicates of a run in a partition, from the lowest to the highest. */
  record Range(
      Mark.Key key,
      long from,
      long to,
      Set<String> emailKeys,
      UUID sourceId,
      Set<String> payments) {}

  void add(Mark.Key key, IncomingRow row) {
    Range range =
        ranges.getOrDefault(
            key,
            new Range(
                key, row.seq(), row.seq(), new HashSet<>(), row.run().sourceId(), new HashSet<>()));
    // A dry run has changed nobody.
    if (row.run().mode() == RunMode.IMPORT && row.row() != null && !RowRules.malformed(row.row())) {
      range.emailKeys().add(row.row().emailKey());
      if (row.row().payment() != null) {
        range.payments().add(row.row().payment().transactionId());
      }
    }
    ranges.put(
        key,
        new Range(
            key,
            Math.min(range.from(), row.seq()),
            Math.max(range.to(), row.seq()),
            range.emailKeys(),
            range.sourceId(),
            range.payments()));
  }

  Collection<Range> ranges() {
    return ranges.values();
  }
}
