package io.kundenwert.planted.good;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/** Has its clock from outside. */
public class GoodUseCase {
  private final Clock clock;

  GoodUseCase(Clock clock) {
    this.clock = clock;
  }

  /** The time. */
  public Instant time() {
    return clock.instant();
  }

  /** The day. */
  public LocalDate day() {
    return LocalDate.now(clock);
  }
}
