package io.kundenwert.team.account;

import com.nulabinc.zxcvbn.Zxcvbn;
import io.kundenwert.support.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Which passwords are good enough, and how they are kept (D11): Argon2id with 19 MiB, two passes
 * and one lane, the first of OWASP's equivalent settings. So that sign-ins cannot fill the memory,
 * only a few are hashed at a time.
 */
@Component
public class Passwords {
  private static final int SHORTEST = 12;
  private static final int LONGEST = 200;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int AT_ONCE = 4;

  /** Of 0 to 4: from 3 on ten thousand million guesses are not enough. */
  private static final int GOOD_SCORE = 3;

  private final Argon2PasswordEncoder argon2 =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
  private final Zxcvbn strength = new Zxcvbn();
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Counter hashings;
  private final String nobodys;

  Passwords(MeterRegistry meters) {
    this.hashings = meters.counter("kundenwert.passwords.hashings");
    this.nobodys = hash("nobody signs in with this");
  }

  /**
   * Refuses a password that is too short, too long, or easily guessed.
   *
   * @param known what a guesser knows: address and name
   * @throws Problem 400 {@code password-short}, {@code password-long} or {@code password-guessable}
   */
  public void requireGood(String password, List<String> known) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      throw new Problem(HttpStatus.BAD_REQUEST, "password-short", Map.of("min", SHORTEST));
    }
    if (length > LONGEST) {
      throw new Problem(HttpStatus.BAD_REQUEST, "password-long", Map.of("max", LONGEST));
    }
    if (strength.measure(password, known).getScore() < GOOD_SCORE) {
      throw new Problem(HttpStatus.BAD_REQUEST, "password-guessable");
    }
  }

  /** What is kept of a password. */
  public String hash(String password) {
    return taken(() -> String.valueOf(argon2.encode(password)));
  }

  /**
   * Whether a password is right. Where there is nothing to compare with, the same work is done, so
   * that the time says nothing.
   */
  public boolean matches(String password, @Nullable String hash) {
    if (password.length() > LONGEST * 2) {
      return false;
    }
    boolean same = taken(() -> argon2.matches(password, hash == null ? nobodys : hash));
    return same && hash != null;
  }

  private <T> T taken(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      hashings.increment();
      return work.get();
    } finally {
      places.release();
    }
  }
}
