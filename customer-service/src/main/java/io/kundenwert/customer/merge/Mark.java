package io.kundenwert.customer.merge;

import io.kundenwert.events.MergeProgress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** How far a run is merged in a partition; the row of the table is locked while one is in use. */
final class Mark {
  final Key key;
  long seq;
  long revision;
  long created;
  long updated;
  long unchanged;
  long merged;
  long rejected;
  long dead;
  final Map<String, Long> gross = new LinkedHashMap<>();
  boolean moved;

  /** What a mark belongs to, in the order in which marks are locked. */
  record Key(UUID teamId, UUID productId, UUID runId, int partition) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = teamId.compareTo(other.teamId);
      if (order == 0) {
        order = productId.compareTo(other.productId);
      }
      if (order == 0) {
        order = runId.compareTo(other.runId);
      }
      return order != 0 ? order : Integer.compare(partition, other.partition);
    }
  }

  Mark(Key key) {
    this.key = key;
  }

  /** Counts the row behind the last one. */
  void count(Outcome outcome, IncomingRow row) {
    moved = true;
    switch (outcome.kind()) {
      case CREATED -> created++;
      case UPDATED -> updated++;
      case UNCHANGED -> unchanged++;
      case MERGED -> merged++;
      case REJECTED -> rejected++;
      case DEAD -> dead++;
    }
    if (outcome.written() && row.row() != null) {
      long amount =
          row.row().payment() != null
              ? row.row().payment().amount()
              : row.row().totalSpend() != null ? row.row().totalSpend() : 0;
      if (amount != 0) {
        gross.merge(row.row().currency(), amount, Long::sum);
      }
    }
  }

  MergeProgress progress() {
    return new MergeProgress(
        key.runId(),
        key.teamId(),
        key.productId(),
        key.partition(),
        seq,
        revision,
        created,
        updated,
        unchanged,
        merged,
        rejected,
        dead,
        Map.copyOf(gross));
  }
}
