package io.kundenwert.customer.cursor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.support.problem.Problem;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Seals places and opens them again, with AES-256-GCM. */
@Component
public final class Cursors {
  private static final Logger log = LoggerFactory.getLogger(Cursors.class);
  private static final byte FORMAT = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int MAX_TOKEN_LENGTH = 2_000;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  /**
   * What a token serves for; every component must be the same when it is opened.
   *
   * @param userId whose list
   * @param productId list of which product
   * @param query everything that decides the list's content and order
   */
  public record Binding(UUID userId, UUID productId, String query) {
    private byte[] bytes() {
      return (userId + "|" + productId + "|" + query).getBytes(UTF_8);
    }
  }

  /**
   * Makes the codec.
   *
   * @param key 32 bytes in Base64, the same for all instances; empty for a key of this process
   * @throws IllegalArgumentException if it is anything else
   */
  public Cursors(@Value("${kundenwert.cursor-key:}") @Nullable String key) {
    byte[] bytes;
    if (key == null || key.isBlank()) {
      log.info("No kundenwert.cursor-key: places in lists are valid until this process ends");
      bytes = new byte[32];
      random.nextBytes(bytes);
    } else {
      bytes = Base64.getDecoder().decode(key.strip());
      if (bytes.length != 32) {
        throw new IllegalArgumentException("kundenwert.cursor-key must be 32 bytes in Base64");
      }
    }
    this.key = new SecretKeySpec(bytes, "AES");
  }

  /** A token for a place. */
  public String seal(String place, Binding binding) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, binding);
      byte[] sealed = cipher.doFinal(place.getBytes(UTF_8));
      byte[] token = new byte[1 + NONCE_BYTES + sealed.length];
      token[0] = FORMAT;
      System.arraycopy(nonce, 0, token, 1, NONCE_BYTES);
      System.arraycopy(sealed, 0, token, 1 + NONCE_BYTES, sealed.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * The place in a token.
   *
   * @throws Problem 400 {@code invalid-cursor} if it was not sealed here for that binding
   */
  public String open(String token, Binding binding) {
    try {
      byte[] bytes = token.length() > MAX_TOKEN_LENGTH ? new byte[0] : decoded(token);
      if (bytes.length <= 1 + NONCE_BYTES || bytes[0] != FORMAT) {
        throw invalid();
      }
      Cipher cipher =
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOfRange(bytes, 1, 1 + NONCE_BYTES), binding);
      return new String(
          cipher.doFinal(bytes, 1 + NONCE_BYTES, bytes.length - 1 - NONCE_BYTES), UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException foreign) {
      throw invalid();
    }
  }

  /** The refusal of a token that does not fit. */
  public static Problem invalid() {
    return new Problem(HttpStatus.BAD_REQUEST, "invalid-cursor");
  }

  private static byte[] decoded(String token) {
    return Base64.getUrlDecoder().decode(token);
  }

  private Cipher cipher(int mode, byte[] nonce, Binding binding) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(binding.bytes());
    return cipher;
  }
}
