package io.kundenwert.gateway.identity;

import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How callers are signed in at this stage: one development key stands for one user.
 *
 * @param issuer the {@code iss} claim of tokens
 * @param audience the {@code aud} claim of tokens
 * @param tokenLifetime how long a token is valid
 * @param keyFile PKCS#8 PEM of the EC P-256 key that signs tokens; empty makes a key for this run
 * @param apiKey the API key, prefix {@code kw_}; empty refuses every call
 * @param userId the user that the API key signs in
 * @param userName the user's name
 */
@ConfigurationProperties("kundenwert.gateway.identity")
record IdentityProperties(
    String issuer,
    String audience,
    Duration tokenLifetime,
    String keyFile,
    String apiKey,
    UUID userId,
    String userName) {
  @Override
  public String toString() {
    return "IdentityProperties[issuer=" + issuer + "]";
  }
}
