package io.kundenwert.customer.directory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a product's customers add up to. Amounts are minor units of the product's currency; archived
 * customers are left out.
 *
 * @param asOf when the counting began: later changes are not in it
 * @param priorities the customers of each priority
 * @param sources what comes from each source
 * @param months what came from each source in each month
 * @param movers whose value moved most since that day, the largest rise first
 * @param moversSince the first day that counts for them
 */
record ProductFigures(
    Instant asOf,
    List<OfPriority> priorities,
    List<OfSource> sources,
    List<OfMonth> months,
    List<Mover> movers,
    LocalDate moversSince) {

  /** Customers of one priority. */
  record OfPriority(
      String priority, long customers, long gross, long refunded, long net, long payments) {}

  /** Customers with contributions from one source, and the sums of those. */
  record OfSource(
      UUID sourceId, long customers, long gross, long refunded, long net, long payments) {}

  /**
   * What a source brought in a month.
   *
   * @param month first day of the month; of the earliest kept month for all before it; null for
   *     what belongs to no single month
   */
  record OfMonth(@Nullable LocalDate month, UUID sourceId, long net, long payments) {}

  /** A customer and the net sum of the contributions that lie wholly in the days that count. */
  record Mover(UUID customerId, long net) {}

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
