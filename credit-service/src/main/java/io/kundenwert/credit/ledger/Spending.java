package io.kundenwert.credit.ledger;

/** What became of a wish to spend. A refusal is an answer, not an error. */
public sealed interface Spending {
  /**
   * Booked, now or by an earlier request with the same key.
   *
   * @param available what is left
   */
  record Booked(long available) implements Spending {}

  /**
   * Refused: nothing was booked.
   *
   * @param available what there is
   */
  record NotEnough(long available) implements Spending {}
}
