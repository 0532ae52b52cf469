package io.kundenwert.team.account;

import io.kundenwert.events.AuditEntry;
import io.kundenwert.events.MessageRequest;
import io.kundenwert.support.email.EmailAddress;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.team.message.Messages;
import io.kundenwert.team.session.Sessions;
import io.kundenwert.team.token.SecretToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Accounts of people (D11). Whatever is answered to somebody who is not signed in is the same for
 * addresses that have an account and those that have none; what differs is told by mail, to whoever
 * reads the address's mailbox. Passwords are hashed outside of transactions: that takes its time.
 */
@Service
public class Accounts {
  private static final Duration CONFIRM_WITHIN = Duration.ofHours(48);
  private static final Duration RESET_WITHIN = Duration.ofHours(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** Mails to one address in an hour: more would be a nuisance to whoever reads them. */
  private static final int MAILS_AN_HOUR = 5;

  private static final int MAX_NAME = 120;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Passwords passwords;
  private final People people;
  private final Sessions sessions;
  private final Messages messages;
  private final PersonalAudit audit;
  private final Clock clock;

  Accounts(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Passwords passwords,
      People people,
      Sessions sessions,
      Messages messages,
      PersonalAudit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.passwords = passwords;
    this.people = people;
    this.sessions = sessions;
    this.messages = messages;
    this.audit = audit;
    this.clock = clock;
  }

  private record Registration(
      String emailKey, String email, String name, String language, String passwordHash) {}

  /**
   * Registers a person: a link goes to the address, and makes the account.
   *
   * @throws Problem 400 for an address, name or password that cannot be used
   */
  public void register(String email, String password, String name, String language) {
    String written = email.strip();
    String key = requireKey(written);
    String called = checkedName(name);
    passwords.requireGood(password, List.of(written, called, local(written)));
    String hash = passwords.hash(password);
    transaction.executeWithoutResult(
        status -> {
          Optional<Person> known = people.confirmedWith(key);
          if (known.isPresent()) {
            if (mailsOfRegistrations(key) < MAILS_AN_HOUR) {
              keep(new Registration(key, written, called, language, hash), SecretToken.random(""));
              messages.send("account-exists", known.get().recipient(), null, Map.of(), "/sign-in");
            }
            return;
          }
          ask(new Registration(key, written, called, language, hash));
        });
  }

  /** Sends the link of a registration once more; nothing happens if there is none. */
  public void confirmAgain(String email) {
    String key = requireKey(email.strip());
    transaction.executeWithoutResult(
        status -> {
          if (people.confirmedWith(key).isEmpty()) {
            jdbc.sql(
                    """
                    SELECT email_key, email, name, language, password_hash FROM registration
                     WHERE email_key = ? AND expires_at > ? ORDER BY created_at DESC LIMIT 1
                    """)
                .params(key, now())
                .query(Registration.class)
                .optional()
                .ifPresent(this::ask);
          }
        });
  }

  private void ask(Registration registration) {
    if (mailsOfRegistrations(registration.emailKey()) >= MAILS_AN_HOUR) {
      return;
    }
    SecretToken token = SecretToken.random("");
    keep(registration, token);
    messages.send(
        "account-confirm",
        new MessageRequest.Recipient(
            null, registration.email(), registration.name(), registration.language()),
        null,
        Map.of(),
        "/confirm#" + token.secret());
  }

  private void keep(Registration registration, SecretToken token) {
    jdbc.sql(
            """
            INSERT INTO registration (token_hash, email_key, email, name, language, password_hash,
                                      created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(token.digest(), registration.emailKey(), registration.email())
        .params(registration.name(), registration.language(), registration.passwordHash())
        .params(now(), at(clock.instant().plus(CONFIRM_WITHIN)))
        .update();
  }

  private long mailsOfRegistrations(String emailKey) {
    return jdbc.sql("SELECT count(*) FROM registration WHERE email_key = ? AND created_at > ?")
        .params(emailKey, at(clock.instant().minus(HOUR)))
        .query(Long.class)
        .single();
  }

  /**
   * Makes the account of a registration. The password must be the one that was registered: whoever
   * opens a link that a stranger has caused does not get the stranger's account.
   *
   * @throws Problem 404 {@code link-gone} if the link was used or has expired; 400 {@code
   *     password-wrong}
   */
  public UUID confirm(String token, String password) {
    byte[] digest = SecretToken.digest(token);
    Registration registration =
        jdbc.sql(
                """
                SELECT email_key, email, name, language, password_hash FROM registration
                 WHERE token_hash = ? AND expires_at > ?
                """)
            .params(digest, now())
            .query(Registration.class)
            .optional()
            .orElseThrow(Accounts::linkGone);
    if (!passwords.matches(password, registration.passwordHash())) {
      throw new Problem(HttpStatus.BAD_REQUEST, "password-wrong");
    }
    UUID userId = Ids.next();
    Boolean made =
        transaction.execute(
            status -> {
              int added =
                  jdbc.sql(
                          """
                          INSERT INTO account (user_id, email_key, email, name, language,
                                               password_hash, confirmed_at, created_at)
                          SELECT ?, email_key, email, name, language, password_hash, ?, ?
                            FROM registration WHERE token_hash = ?
                          ON CONFLICT (email_key) DO NOTHING
                          """)
                      .params(userId, now(), now(), digest)
                      .update();
              jdbc.sql("DELETE FROM registration WHERE email_key = ?")
                  .param(registration.emailKey())
                  .update();
              return added > 0;
            });
    if (!Boolean.TRUE.equals(made)) {
      throw linkGone();
    }
    return userId;
  }

  /** Sends a link to set a new password, if there is an account. */
  public void requestReset(String email) {
    String key = requireKey(email.strip());
    transaction.executeWithoutResult(
        status -> people.confirmedWith(key).ifPresent(this::sendReset));
  }

  private void sendReset(Person person) {
    long sent =
        jdbc.sql("SELECT count(*) FROM password_reset WHERE user_id = ? AND created_at > ?")
            .params(person.id(), at(clock.instant().minus(HOUR)))
            .query(Long.class)
            .single();
    if (sent >= MAILS_AN_HOUR) {
      return;
    }
    SecretToken token = SecretToken.random("");
    jdbc.sql("INSERT INTO password_reset VALUES (?, ?, ?, ?)")
        .params(token.digest(), person.id(), now(), at(clock.instant().plus(RESET_WITHIN)))
        .update();
    messages.send("password-reset", person.recipient(), null, Map.of(), "/reset#" + token.secret());
  }

  /**
   * Sets a new password through a link; all sessions end.
   *
   * @throws Problem 404 {@code link-gone}; 400 for a password that cannot be used
   */
  public void completeReset(String token, String password) {
    byte[] digest = SecretToken.digest(token);
    UUID userId =
        jdbc.sql("SELECT user_id FROM password_reset WHERE token_hash = ? AND expires_at > ?")
            .params(digest, now())
            .query(UUID.class)
            .optional()
            .orElseThrow(Accounts::linkGone);
    Person person = people.find(userId).orElseThrow(Accounts::linkGone);
    passwords.requireGood(password, List.of(person.email(), person.name(), local(person.email())));
    String hash = passwords.hash(password);
    transaction.executeWithoutResult(
        status -> {
          int used =
              jdbc.sql("DELETE FROM password_reset WHERE token_hash = ?").param(digest).update();
          if (used == 0) {
            throw linkGone();
          }
          jdbc.sql("DELETE FROM password_reset WHERE user_id = ?").param(userId).update();
          put(person, hash, null, "link");
        });
  }

  /**
   * Changes one's own password; the other sessions end.
   *
   * @param sessionId the session that stays; null if none does
   * @throws Problem 400 {@code password-wrong} if the present one is not right; 400 as well for a
   *     new one that cannot be used
   */
  public void changePassword(
      UUID userId, @Nullable UUID sessionId, String present, String password) {
    Person person = people.find(userId).orElseThrow(() -> Problem.notFound("account"));
    String known =
        jdbc.sql("SELECT password_hash FROM account WHERE user_id = ?")
            .param(userId)
            .query(String.class)
            .optional()
            .orElse(null);
    if (!passwords.matches(present, known)) {
      throw new Problem(HttpStatus.BAD_REQUEST, "password-wrong");
    }
    passwords.requireGood(password, List.of(person.email(), person.name(), local(person.email())));
    String hash = passwords.hash(password);
    transaction.executeWithoutResult(status -> put(person, hash, sessionId, "session"));
  }

  private void put(Person person, String hash, @Nullable UUID sessionThatStays, String changedVia) {
    jdbc.sql("UPDATE account SET password_hash = ? WHERE user_id = ?")
        .params(hash, person.id())
        .update();
    sessions.endOthers(person.id(), sessionThatStays);
    jdbc.sql("DELETE FROM trusted_device WHERE user_id = ?").param(person.id()).update();
    messages.send("password-changed", person.recipient(), null, Map.of());
    audit.record(
        new AuditEntry.Actor(person.id(), changedVia, null),
        person.id(),
        "account.password-changed",
        "account",
        person.id());
  }

  /** One's own account. */
  public AccountView get(UUID userId) {
    return jdbc.sql(
            "SELECT user_id AS id, email, name, language, created_at FROM account WHERE user_id = ?")
        .param(userId)
        .query(
            (row, number) ->
                new AccountView(
                    userId,
                    row.getString("email"),
                    row.getString("name"),
                    row.getString("language"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant()))
        .optional()
        .orElseThrow(() -> Problem.notFound("account"));
  }

  /**
   * Changes how one is called and addressed.
   *
   * @throws Problem 400 for a name or language that cannot be used
   */
  public AccountView change(UUID userId, @Nullable String name, @Nullable String language) {
    if (name != null) {
      jdbc.sql("UPDATE account SET name = ? WHERE user_id = ?")
          .params(checkedName(name), userId)
          .update();
    }
    if (language != null) {
      if (!language.equals("de") && !language.equals("en")) {
        throw Problem.badRequest("invalid-parameter", "language", null);
      }
      jdbc.sql("UPDATE account SET language = ? WHERE user_id = ?")
          .params(language, userId)
          .update();
    }
    return get(userId);
  }

  /**
   * Makes an account that exists from the start; one that is there stays as it is.
   *
   * @param password null if nobody shall sign in to it with a password
   */
  public void found(UUID userId, String email, String name, @Nullable String password) {
    jdbc.sql(
            """
            INSERT INTO account (user_id, email_key, email, name, language, password_hash,
                                 confirmed_at, created_at)
            VALUES (?, ?, ?, ?, 'de', ?, ?, ?)
            ON CONFLICT DO NOTHING
            """)
        .params(userId, requireKey(email), email, name)
        .param(password == null ? null : passwords.hash(password))
        .params(now(), now())
        .update();
  }

  /** Forgets links that have expired. */
  @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
  void forgetExpired() {
    jdbc.sql("DELETE FROM registration WHERE expires_at < ?").param(now()).update();
    jdbc.sql("DELETE FROM password_reset WHERE expires_at < ?").param(now()).update();
  }

  private static String requireKey(String email) {
    String key = EmailAddress.identity(email);
    if (key == null) {
      throw Problem.badRequest("email-malformed", "email", null);
    }
    return key;
  }

  private static String checkedName(String name) {
    String stripped = name.strip();
    if (stripped.isEmpty()) {
      throw Problem.badRequest("name-missing", "name", null);
    }
    if (stripped.length() > MAX_NAME) {
      throw new Problem(
          HttpStatus.BAD_REQUEST, "text-too-long", Map.of("field", "name", "max", MAX_NAME));
    }
    return stripped;
  }

  private static String local(String email) {
    return email.substring(0, email.lastIndexOf('@'));
  }

  private static Problem linkGone() {
    return new Problem(HttpStatus.NOT_FOUND, "link-gone");
  }

  private OffsetDateTime now() {
    return at(clock.instant());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
