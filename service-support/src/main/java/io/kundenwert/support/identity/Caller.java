package io.kundenwert.support.identity;

import java.util.UUID;

/**
 * Who sent a request, as the verified token says. Controllers take it as a parameter.
 *
 * @param userId the user
 * @param token the token itself, for calls to another service on the user's behalf; never log it
 */
public record Caller(UUID userId, String token) {
  @Override
  public String toString() {
    return "Caller[" + userId + "]";
  }
}
