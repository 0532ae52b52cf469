package io.kundenwert.gateway.token;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How credentials are exchanged.
 *
 * @param url base address of team-service
 * @param secret the secret that the gateway shows to team-service
 * @param timeout how long team-service may take
 * @param kept how long an answer is remembered: so long does an ended session go on working
 * @param most how many answers are remembered at most
 */
@ConfigurationProperties("kundenwert.gateway.token")
record TokenProperties(URI url, String secret, Duration timeout, Duration kept, int most) {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  TokenProperties {
    if (secret.isBlank()) {
      throw new IllegalArgumentException(
          "KUNDENWERT_GATEWAY_SECRET is missing: the secret that gateway and team-service share");
    }
    if (kept.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "Tokens may be kept for " + LONGEST.toSeconds() + " s at most: that is promised");
    }
  }

  @Override
  public String toString() {
    return "TokenProperties[url=" + url + "]";
  }
}
