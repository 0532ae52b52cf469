package io.kundenwert.events;

import java.util.UUID;

/**
 * A 64-bit hash of product and e-mail that spreads evenly and is the same in every version of Java
 * (FNV-1a, finished with the mixer of MurmurHash3). It orders rows into partitions; it protects
 * nothing.
 */
final class EmailHash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private EmailHash() {}

  static long of(UUID productId, String emailKey) {
    long hash = FNV_OFFSET;
    hash = (hash ^ productId.getMostSignificantBits()) * FNV_PRIME;
    hash = (hash ^ productId.getLeastSignificantBits()) * FNV_PRIME;
    for (int i = 0; i < emailKey.length(); i++) {
      hash = (hash ^ emailKey.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
