package io.kundenwert.customer.directory;

import io.kundenwert.customer.cursor.Cursors;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list: at, or just behind, a customer with a sort key.
 *
 * @param key the sort key as text; null where the customer has none and in lists by creation
 * @param customerId the customer
 * @param inclusive whether the customer itself belongs to what is read from here
 * @param rank how many customers are known to lie before the next one; negative if unknown
 */
record Place(@Nullable String key, UUID customerId, boolean inclusive, long rank) {
  static final long UNKNOWN = -1;

  String encoded() {
    return customerId + (inclusive ? "=" : ">") + rank + "|" + (key == null ? "n" : "k" + key);
  }

  static Place decode(String encoded) {
    int bar = encoded.indexOf('|');
    if (bar < 38 || encoded.length() < bar + 2) {
      throw Cursors.invalid();
    }
    try {
      return new Place(
          encoded.charAt(bar + 1) == 'n' ? null : encoded.substring(bar + 2),
          UUID.fromString(encoded.substring(0, 36)),
          encoded.charAt(36) == '=',
          Long.parseLong(encoded, 37, bar, 10));
    } catch (IllegalArgumentException malformed) {
      throw Cursors.invalid();
    }
  }
}
