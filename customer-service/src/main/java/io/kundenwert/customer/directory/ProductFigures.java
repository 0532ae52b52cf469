package io.kundenwert.customer.directory;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a product's customers add up to. Amounts are minor units of the product's currency; archived
 * customers are left out.
 *
 * @param asOf when the counting began: later changes are not in it
 * @param priorities the customers of each priority
 * @param sources what comes from each source
 */
record ProductFigures(Instant asOf, List<OfPriority> priorities, List<OfSource> sources) {

  /** Customers of one priority. */
  record OfPriority(
      String priority, long customers, long gross, long refunded, long net, long payments) {}

  /** Customers with contributions from one source, and the sums of those. */
  record OfSource(
      UUID sourceId, long customers, long gross, long refunded, long net, long payments) {}

  long customers() {
    return priorities.stream().mapToLong(OfPriority::customers).sum();
  }

  long gross() {
    return priorities.stream().mapToLong(OfPriority::gross).sum();
  }

  long refunded() {
    return priorities.stream().mapToLong(OfPriority::refunded).sum();
  }

  long net() {
    return priorities.stream().mapToLong(OfPriority::net).sum();
  }

  long payments() {
    return priorities.stream().mapToLong(OfPriority::payments).sum();
  }
}
