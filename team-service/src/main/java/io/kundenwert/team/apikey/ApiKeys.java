package io.kundenwert.team.apikey;

import io.kundenwert.support.access.Action;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.team.token.SecretToken;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Personal API keys: what they may be used for, until when, and when they were. A key is shown
 * once; what is kept is its digest. A key never allows more than its owner's role.
 */
@Service
public class ApiKeys {
  /** What keys begin with. */
  public static final String PREFIX = "kw_";

  /** What keys can be made for. */
  public static final Set<String> SCOPES =
      Arrays.stream(Action.KeyScope.values())
          .map(Action.KeyScope::wireName)
          .collect(Collectors.toUnmodifiableSet());

  private static final int MOST = 50;
  private static final int MAX_NAME = 120;
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final Clock clock;

  ApiKeys(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A key as its owner sees it.
   *
   * @param id key
   * @param name what its owner calls it
   * @param scopes what it may be used for
   * @param createdAt when it was made
   * @param expiresAt until when it works; null if it does until it is revoked
   * @param lastUsedAt when it was last used, to the minute; null if never
   */
  public record ApiKeyView(
      UUID id,
      String name,
      List<String> scopes,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt) {}

  /** A key that was found. */
  public record Found(UUID id, UUID userId, List<String> scopes) {}

  /** A new key, with its secret for the only time. */
  public record Made(ApiKeyView key, SecretToken secret) {}

  /**
   * Makes a key.
   *
   * @param expiresAt a moment within a year; null for a key that works until it is revoked
   * @throws Problem 400 for a name, scope or time that cannot be used; 409 {@code too-many-keys}
   */
  @Transactional
  public Made make(
      UUID userId, String name, Collection<String> scopes, @Nullable Instant expiresAt) {
    String called = name.strip();
    if (called.isEmpty()) {
      throw Problem.badRequest("name-missing", "name", null);
    }
    if (called.length() > MAX_NAME) {
      throw new Problem(
          HttpStatus.BAD_REQUEST, "text-too-long", Map.of("field", "name", "max", MAX_NAME));
    }
    if (scopes.isEmpty() || !SCOPES.containsAll(scopes)) {
      throw new Problem(
          HttpStatus.BAD_REQUEST, "scope-unknown", Map.of("scopes", new TreeSet<>(SCOPES)));
    }
    Instant now = clock.instant();
    if (expiresAt != null && (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST)))) {
      throw Problem.badRequest("expiry-out-of-range", "expiresAt", null);
    }
    int known =
        jdbc.sql("SELECT count(*) FROM api_key WHERE user_id = ?")
            .param(userId)
            .query(Integer.class)
            .single();
    if (known >= MOST) {
      throw new Problem(HttpStatus.CONFLICT, "too-many-keys", Map.of("max", MOST));
    }
    SecretToken secret = SecretToken.random(PREFIX);
    UUID id = Ids.next();
    insert(id, userId, called, secret.digest(), new TreeSet<>(scopes), expiresAt);
    return new Made(
        new ApiKeyView(id, called, List.copyOf(new TreeSet<>(scopes)), now, expiresAt, null),
        secret);
  }

  /** Keeps a key that was made elsewhere; one that is there stays. */
  @Transactional
  public void keep(UUID userId, String name, String secret) {
    insert(Ids.next(), userId, name, SecretToken.digest(secret), SCOPES, null);
  }

  private void insert(
      UUID id,
      UUID userId,
      String name,
      byte[] digest,
      Set<String> scopes,
      @Nullable Instant expiresAt) {
    jdbc.sql(
            """
            INSERT INTO api_key (key_id, user_id, name, secret_hash, scopes, created_at, expires_at)
            VALUES (:id, :user, :name, :digest, :scopes, :now, :expires)
            ON CONFLICT (secret_hash) DO NOTHING
            """)
        .param("id", id)
        .param("user", userId)
        .param("name", name)
        .param("digest", digest)
        .param("scopes", scopes.toArray(String[]::new))
        .param("now", at(clock.instant()))
        .param("expires", expiresAt == null ? null : at(expiresAt))
        .update();
  }

  /** The key of a secret, if it works; its use is noted. */
  @Transactional
  public Optional<Found> use(String secret) {
    Instant now = clock.instant();
    byte[] digest = SecretToken.digest(secret);
    Optional<Found> found =
        jdbc.sql(
                """
                SELECT key_id, user_id, scopes FROM api_key
                 WHERE secret_hash = ? AND (expires_at IS NULL OR expires_at > ?)
                """)
            .params(digest, at(now))
            .query(
                (row, number) ->
                    new Found(
                        row.getObject("key_id", UUID.class),
                        row.getObject("user_id", UUID.class),
                        texts(row.getArray("scopes"))))
            .optional();
    if (found.isPresent()) {
      jdbc.sql(
              """
              UPDATE api_key SET last_used_at = ?
               WHERE secret_hash = ? AND (last_used_at IS NULL OR last_used_at < ?)
              """)
          .params(at(now), digest, at(now.minus(NOTED_EVERY)))
          .update();
    }
    return found;
  }

  /** A user's keys, the newest first. */
  @Transactional(readOnly = true)
  public List<ApiKeyView> of(UUID userId) {
    return jdbc.sql("SELECT * FROM api_key WHERE user_id = ? ORDER BY key_id DESC")
        .param(userId)
        .query((row, number) -> view(row))
        .list();
  }

  /**
   * Revokes one of a user's own keys.
   *
   * @throws Problem 404 if they have no such key
   */
  @Transactional
  public void revoke(UUID userId, UUID keyId) {
    int revoked =
        jdbc.sql("DELETE FROM api_key WHERE user_id = ? AND key_id = ?")
            .params(userId, keyId)
            .update();
    if (revoked == 0) {
      throw Problem.notFound("api-key");
    }
  }

  private static ApiKeyView view(ResultSet row) throws SQLException {
    return new ApiKeyView(
        row.getObject("key_id", UUID.class),
        row.getString("name"),
        texts(row.getArray("scopes")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(row, "expires_at"),
        instant(row, "last_used_at"));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
