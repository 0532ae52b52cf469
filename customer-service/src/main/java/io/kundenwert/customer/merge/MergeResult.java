package io.kundenwert.customer.merge;

import io.kundenwert.events.MergeProgress;
import io.kundenwert.events.MergeRejection;
import io.kundenwert.events.RepublishRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a committed batch has to announce, and what happened in it. */
final class MergeResult {
  final List<MergeProgress> progress = new ArrayList<>();
  final List<MergeRejection> rejections = new ArrayList<>();
  final List<RepublishRequest> gaps = new ArrayList<>();
  final List<DeadLetter> deadLetters = new ArrayList<>();
  final Map<TouchedProduct, Set<UUID>> touched = new HashMap<>();
  final Map<Outcome.Kind, Integer> counts = new EnumMap<>(Outcome.Kind.class);
  int duplicates;
  int beyondGaps;

  /** A product of which customers were changed. */
  record TouchedProduct(UUID teamId, UUID productId) {}

  /** A row that could not be written, with what came. */
  record DeadLetter(UUID runId, int partition, long seq, long row, String code, byte[] value) {}

  void touched(UUID teamId, UUID productId, Collection<UUID> customerIds) {
    if (!customerIds.isEmpty()) {
      touched
          .computeIfAbsent(new TouchedProduct(teamId, productId), p -> new HashSet<>())
          .addAll(customerIds);
    }
  }

  int rows() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
