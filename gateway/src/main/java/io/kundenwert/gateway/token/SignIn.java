package io.kundenwert.gateway.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of an attempt to sign in. */
public sealed interface SignIn {
  /**
   * It worked.
   *
   * @param secret secret of the new session
   * @param lifetime how long it lasts at most
   * @param device secret by which this browser is known from now on; null if that stays as it is
   */
  record Session(String secret, Duration lifetime, @Nullable String device) implements SignIn {
    @Override
    public String toString() {
      return "Session";
    }
  }

  /** Wrong, unknown or unconfirmed: nobody is told which. */
  record Refused() implements SignIn {}

  /**
   * Too many attempts.
   *
   * @param seconds when to try again
   */
  record Throttled(long seconds) implements SignIn {}
}
