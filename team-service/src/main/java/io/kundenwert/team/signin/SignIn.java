package io.kundenwert.team.signin;

import io.kundenwert.support.email.EmailAddress;
import io.kundenwert.team.account.Passwords;
import io.kundenwert.team.account.People;
import io.kundenwert.team.account.Person;
import io.kundenwert.team.message.Messages;
import io.kundenwert.team.session.Sessions;
import io.kundenwert.team.token.SecretToken;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs people in. Wrong, unknown and unconfirmed are one answer after the same work. Guessing is
 * slowed down per account and per origin, but never in a browser in which the account was signed in
 * to before: an attacker cannot lock anybody out of their own devices (OWASP, device cookies).
 */
@Service
public class SignIn {
  private static final int FREE_PER_ACCOUNT = 5;
  private static final int FREE_PER_DEVICE = 10;
  private static final int FREE_PER_ORIGIN = 50;
  private static final int TELL_AFTER = 10;
  private static final int MOST_DEVICES = 20;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Attempts attempts;
  private final Passwords passwords;
  private final People people;
  private final Sessions sessions;
  private final Messages messages;
  private final Clock clock;

  SignIn(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Attempts attempts,
      Passwords passwords,
      People people,
      Sessions sessions,
      Messages messages,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.attempts = attempts;
    this.passwords = passwords;
    this.people = people;
    this.sessions = sessions;
    this.messages = messages;
    this.clock = clock;
  }

  /** What comes of an attempt. */
  public sealed interface Result {
    /**
     * The person is signed in.
     *
     * @param person who
     * @param session the new session's secret
     * @param device secret by which the browser is known next time
     */
    record SignedIn(Person person, SecretToken session, String device) implements Result {}

    /** Address and password do not belong together, whatever the reason. */
    record Refused() implements Result {}

    /** Too many attempts: the next one may come after some time. */
    record Throttled(Duration delay) implements Result {}
  }

  /**
   * Tries to sign in.
   *
   * @param origin address that the attempt comes from
   * @param userAgent what the browser calls itself
   * @param device what an earlier success gave to the browser; null if there was none
   */
  public Result signIn(
      String email, String password, String origin, String userAgent, @Nullable String device) {
    String written = email.strip();
    String identity = EmailAddress.identity(written);
    String key = identity == null ? written.toLowerCase(Locale.ROOT) : identity;
    Optional<Person> person = people.confirmedWith(key);
    boolean trusted = person.isPresent() && device != null && isTrusted(person.get(), device);
    byte[] counter =
        trusted ? SecretToken.digest("device:" + device) : SecretToken.digest("account:" + key);
    byte[] originCounter = SecretToken.digest("origin:" + origin);
    if (!trusted) {
      Attempts.Admission byOrigin = attempts.admit(originCounter, FREE_PER_ORIGIN);
      if (!byOrigin.admitted()) {
        return new Result.Throttled(byOrigin.delay());
      }
    }
    Attempts.Admission admission =
        attempts.admit(counter, trusted ? FREE_PER_DEVICE : FREE_PER_ACCOUNT);
    if (!admission.admitted()) {
      return new Result.Throttled(admission.delay());
    }
    if (!passwords.matches(password, person.map(this::hashOf).orElse(null))) {
      if (person.isPresent() && !trusted && admission.failures() >= TELL_AFTER) {
        tell(person.get(), counter);
      }
      return new Result.Refused();
    }
    attempts.succeeded(counter);
    if (!trusted) {
      attempts.discount(originCounter);
    }
    return begin(person.orElseThrow(), origin, userAgent, trusted ? device : null);
  }

  private Result begin(Person person, String origin, String userAgent, @Nullable String known) {
    Result result =
        transaction.execute(
            status -> {
              String device = known == null ? trust(person) : known;
              return new Result.SignedIn(
                  person, sessions.begin(person.id(), origin, userAgent), device);
            });
    if (result == null) {
      throw new IllegalStateException("No result");
    }
    return result;
  }

  private @Nullable String hashOf(Person person) {
    return jdbc.sql("SELECT password_hash FROM account WHERE user_id = ?")
        .param(person.id())
        .query(String.class)
        .optional()
        .orElse(null);
  }

  private boolean isTrusted(Person person, String device) {
    return jdbc.sql("SELECT user_id FROM trusted_device WHERE secret_hash = ?")
        .param(SecretToken.digest(device))
        .query(UUID.class)
        .optional()
        .filter(person.id()::equals)
        .isPresent();
  }

  private String trust(Person person) {
    SecretToken device = SecretToken.random("kwd_");
    jdbc.sql("INSERT INTO trusted_device VALUES (?, ?, ?)")
        .params(device.digest(), person.id(), clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            """
            DELETE FROM trusted_device WHERE user_id = ? AND secret_hash NOT IN (
              SELECT secret_hash FROM trusted_device WHERE user_id = ?
               ORDER BY created_at DESC LIMIT ?)
            """)
        .params(person.id(), person.id(), MOST_DEVICES)
        .update();
    return device.secret();
  }

  private void tell(Person person, byte[] counter) {
    transaction.executeWithoutResult(
        status -> {
          if (attempts.shouldTell(counter)) {
            messages.send("sign-in-locked", person.recipient(), null, Map.of());
          }
        });
  }
}
