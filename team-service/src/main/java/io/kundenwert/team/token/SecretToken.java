package io.kundenwert.team.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A random secret of 256 bits, and the digest that is kept of it. A secret with so much randomness
 * needs no slow hash: nobody can try all.
 */
public final class SecretToken {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String secret;

  private SecretToken(String secret) {
    this.secret = secret;
  }

  /** A new secret with a prefix that says what it is for; may be empty. */
  public static SecretToken random(String prefix) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new SecretToken(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What the bearer shows; it is never stored or logged. */
  public String secret() {
    return secret;
  }

  /** SHA-256 of the secret: what is stored. */
  public byte[] digest() {
    return digest(secret);
  }

  /** The digest of a secret that somebody shows, by which it is looked up. */
  public static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
