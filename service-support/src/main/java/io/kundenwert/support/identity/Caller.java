package io.kundenwert.support.identity;

import io.kundenwert.support.problem.Problem;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Who sent a request, as the verified token says. Controllers take it as a parameter.
 *
 * @param userId the user
 * @param token the token itself, for calls to another service on the user's behalf; never log it
 * @param scopes what an API key may be used for; null for a session, which may be used for all
 * @param sessionId the session; null for an API key
 * @param apiKeyId the API key; null for a session
 * @param until when the token ends; what is streamed ends with it, since whoever has signed out or
 *     was signed out gets no further token
 */
public record Caller(
    UUID userId,
    String token,
    @Nullable Set<String> scopes,
    @Nullable UUID sessionId,
    @Nullable UUID apiKeyId,
    Instant until) {
  /** A caller who may use everything that the role allows. */
  public Caller(UUID userId, String token) {
    this(userId, token, null, null, null, Instant.MAX);
  }

  /**
   * Lets only people pass who have signed in themselves: what could hand an account or a team to
   * others is not for keys that lie in scripts.
   *
   * @throws Problem 403 {@code session-required}
   */
  public void requireSession() {
    if (apiKeyId != null) {
      throw new Problem(HttpStatus.FORBIDDEN, "session-required");
    }
  }

  @Override
  public String toString() {
    return "Caller[" + userId + "]";
  }
}
