package io.kundenwert.customer.merge;

import java.util.UUID;

/**
 * The product's gate: an advisory lock that merges share and that undo, erasure, deletion and a
 * change of currency take alone for the moment in which they set their flag.
 */
public final class Gate {
  private Gate() {}

  /** The key of a product's advisory lock. */
  public static long key(UUID productId) {
    return productId.getMostSignificantBits() * 31 + productId.getLeastSignificantBits();
  }
}
