package io.kundenwert.gateway.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret that stands for somebody. A token from outside is none: only what team-service gave out
 * as API key or session is.
 *
 * @param kind what it is
 * @param secret the secret itself
 */
public record Credential(Kind kind, String secret) {
  private static final String SCHEME = "Bearer ";

  /** Kinds of credentials, told apart by how they begin. */
  public enum Kind {
    /** A program's key, sent with each request. */
    API_KEY("kw_", "urn:kundenwert:token-type:api-key"),
    /** A browser's session, in its cookie. */
    SESSION("kws_", "urn:kundenwert:token-type:session");

    private final Pattern form;
    private final String tokenType;

    Kind(String prefix, String tokenType) {
      this.form = Pattern.compile(prefix + "[A-Za-z0-9_-]{1,200}");
      this.tokenType = tokenType;
    }

    String tokenType() {
      return tokenType;
    }

    private Optional<Credential> of(String secret) {
      return form.matcher(secret).matches()
          ? Optional.of(new Credential(this, secret))
          : Optional.empty();
    }
  }

  /** The API key in an {@code Authorization} header; empty if there is something else in it. */
  public static Optional<Credential> apiKey(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Kind.API_KEY.of(authorization.substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  /** The session that a cookie holds; empty if there is something else in it. */
  public static Optional<Credential> session(String cookie) {
    return Kind.SESSION.of(cookie);
  }

  /** What it is remembered by; it cannot be told from that. */
  String fingerprint() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest((kind + ":" + secret).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return kind.toString();
  }
}
