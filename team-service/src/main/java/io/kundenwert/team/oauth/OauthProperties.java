package io.kundenwert.team.oauth;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The provider's settings.
 *
 * @param gatewaySecret secret of the one client, the gateway; without it nobody gets a token
 * @param tokenLifetime how long a token is valid
 * @param uploadLifetime the same for the token of an upload, which is used when the upload is over
 * @param keyLifetime how long a key signs
 * @param keyLead how long a key is published before it signs
 */
@ConfigurationProperties("kundenwert.oauth")
record OauthProperties(
    String gatewaySecret,
    Duration tokenLifetime,
    Duration uploadLifetime,
    Duration keyLifetime,
    Duration keyLead) {
  @Override
  public String toString() {
    return "OauthProperties[]";
  }
}
