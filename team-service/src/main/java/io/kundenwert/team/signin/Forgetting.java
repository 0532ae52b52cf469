package io.kundenwert.team.signin;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the table of attempts small. Instances need no lock: deleting twice is deleting once. */
@Component
class Forgetting {
  private final Attempts attempts;

  Forgetting(Attempts attempts) {
    this.attempts = attempts;
  }

  @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
  void forget() {
    attempts.forgetOld();
  }
}
