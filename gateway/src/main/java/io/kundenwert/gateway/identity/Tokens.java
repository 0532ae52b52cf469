package io.kundenwert.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Signs the short-lived tokens that services verify. */
@Component
public class Tokens {
  private final IdentityProperties identity;
  private final Clock clock;
  private final ECKey key;
  private final JWSSigner signer;

  Tokens(IdentityProperties identity, Clock clock) throws JOSEException {
    this.identity = identity;
    this.clock = clock;
    this.key = SigningKey.of(identity.keyFile());
    this.signer = new ECDSASigner(key);
  }

  /**
   * A token of a caller.
   *
   * @param grace how much longer than usual it is valid
   */
  public String of(SignedIn caller, Duration grace) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(identity.issuer())
            .audience(identity.audience())
            .subject(caller.userId().toString())
            .claim("name", caller.userName())
            .jwtID(UUID.randomUUID().toString())
            .claim("iat", now.getEpochSecond())
            .claim("exp", now.plus(identity.tokenLifetime()).plus(grace).getEpochSecond())
            .build();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build(),
            claims);
    try {
      token.sign(signer);
    } catch (JOSEException failure) {
      throw new IllegalStateException("Tokens cannot be signed", failure);
    }
    return token.serialize();
  }

  /** The public half of the key, as services fetch it. */
  Map<String, Object> publicKeys() {
    return new JWKSet(key).toPublicJWKSet().toJSONObject();
  }
}
