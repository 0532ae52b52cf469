package io.kundenwert.support.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which tokens are accepted.
 *
 * @param issuer the {@code iss} claim that tokens must have
 * @param audience the {@code aud} claim that tokens must have
 * @param jwksUri where the issuer's keys are
 */
@ConfigurationProperties("kundenwert.identity")
record IdentityProperties(
    String issuer, @DefaultValue("kundenwert") String audience, String jwksUri) {}
