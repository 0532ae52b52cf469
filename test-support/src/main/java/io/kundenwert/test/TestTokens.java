package io.kundenwert.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

/** Tokens as the issuer would sign them, and some as it would not. */
public final class TestTokens {
  /** Issuer of the tokens. */
  public static final String ISSUER = "http://issuer.example";

  private static final ECKey KEY = newKey();
  private static final HttpServer JWKS = serve();

  private TestTokens() {}

  /** A valid token of a user. */
  public static String of(UUID userId) {
    return of(userId, claims -> {});
  }

  /** {@code Bearer} and a valid token of a user. */
  public static String bearer(UUID userId) {
    return "Bearer " + of(userId);
  }

  /** A token signed with the right key whose claims were changed. */
  public static String of(UUID userId, Consumer<JWTClaimsSet.Builder> change) {
    return sign(KEY, userId, change);
  }

  /** A token signed with a key that the issuer does not know. */
  public static String forged(UUID userId) {
    return sign(newKey(), userId, claims -> {});
  }

  /** Where the public key is. */
  public static String jwksUri() {
    return "http://localhost:" + JWKS.getAddress().getPort() + "/jwks";
  }

  /** An address of this server under which nothing is found. */
  public static String unreachable() {
    return "http://localhost:" + JWKS.getAddress().getPort() + "/nothing";
  }

  private static String sign(ECKey key, UUID userId, Consumer<JWTClaimsSet.Builder> change) {
    // Tokens are checked against the real time.
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience("kundenwert")
            .subject(userId.toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofMinutes(30))));
    change.accept(claims);
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEY.getKeyID()).build(),
              claims.build());
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("test").generate();
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static HttpServer serve() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] jwks = new JWKSet(KEY.toPublicJWK()).toString().getBytes(UTF_8);
      server.createContext(
          "/jwks",
          exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, jwks.length);
            exchange.getResponseBody().write(jwks);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
