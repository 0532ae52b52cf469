package io.kundenwert.support.ids;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Makes ids: UUIDv7, never reused, never derived from a person's data. */
public final class Ids {
  private Ids() {}

  /** A new id; ids made later by the same process sort behind it. */
  public static UUID next() {
    return UuidCreator.getTimeOrderedEpochPlus1();
  }
}
