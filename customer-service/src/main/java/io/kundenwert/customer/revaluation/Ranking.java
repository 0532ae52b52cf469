package io.kundenwert.customer.revaluation;

import io.kundenwert.customer.product.RankBy;
import io.kundenwert.support.problem.Problem;

/**
 * How a product may rank its customers. What is refused here is refused, by the same codes, where
 * team-service saves it.
 *
 * @param highFrom monthly spend in minor units from which the priority is high
 * @param mediumFrom the same for medium, not above {@code highFrom}
 * @param rankBy the total that decides the priority
 */
public record Ranking(long highFrom, long mediumFrom, RankBy rankBy) {
  private static final long MAX_AMOUNT = 10_000_000_000_000L;
  private static final int SHOWN = 20;

  /**
   * Checks a ranking.
   *
   * @throws Problem 400 {@code threshold-out-of-range} or {@code thresholds-reversed}
   */
  public Ranking {
    requireThreshold("highFrom", highFrom);
    requireThreshold("mediumFrom", mediumFrom);
    if (mediumFrom > highFrom) {
      throw Problem.badRequest("thresholds-reversed", "mediumFrom", mediumFrom);
    }
  }

  /**
   * Reads a ranking from a request's parameters.
   *
   * @throws Problem 400 also {@code amount-malformed} or {@code rank-by-unknown}
   */
  public static Ranking parse(String highFrom, String mediumFrom, String rankBy) {
    long high = minor("highFrom", highFrom);
    long medium = minor("mediumFrom", mediumFrom);
    RankBy known = RankBy.ofWireName(rankBy);
    if (!known.wireName().equals(rankBy)) {
      throw Problem.badRequest(
          "rank-by-unknown", "rankBy", rankBy.substring(0, Math.min(SHOWN, rankBy.length())));
    }
    return new Ranking(high, medium, known);
  }

  private static long minor(String field, String amount) {
    try {
      return Long.parseLong(amount);
    } catch (NumberFormatException malformed) {
      throw Problem.badRequest("amount-malformed", field, null);
    }
  }

  private static void requireThreshold(String field, long amount) {
    if (amount < 0 || amount > MAX_AMOUNT) {
      throw Problem.badRequest("threshold-out-of-range", field, amount);
    }
  }
}
