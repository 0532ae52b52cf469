package io.kundenwert.support.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets with AES-256-GCM under the installation's master keys. A sealed text names its
 * key, so that a new key can be put in front while what older ones sealed can still be opened. The
 * context (for example {@code "signing-key"}) is authenticated: what was sealed for one use cannot
 * be opened as another.
 */
public final class Sealer {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
  private final String current;

  /**
   * With keys in the form {@code id:base64,id:base64}; the first seals, all open.
   *
   * @throws IllegalArgumentException if there is none or one is malformed; the message never has a
   *     key in it
   */
  public Sealer(String masterKeys) {
    for (String each : masterKeys.split(",")) {
      String[] parts = each.strip().split(":", 2);
      if (parts.length != 2 || parts[0].isEmpty()) {
        throw new IllegalArgumentException(
            "KUNDENWERT_MASTER_KEYS needs at least one key of the form id:base64-of-32-bytes");
      }
      keys.put(parts[0], key(parts[0], parts[1]));
    }
    this.current = keys.keySet().iterator().next();
  }

  private static SecretKeySpec key(String id, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      bytes = new byte[0];
    }
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException("The master key " + id + " is not 32 bytes in Base64");
    }
    return new SecretKeySpec(bytes, "AES");
  }

  /** Encrypts a text for a use. */
  public String seal(String plain, String context) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, current, nonce, context).doFinal(plain.getBytes(UTF_8));
      return current
          + ":"
          + Base64.getEncoder()
              .encodeToString(
                  ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("AES-GCM is not to be had", failure);
    }
  }

  /**
   * Decrypts what was sealed for that use.
   *
   * @throws IllegalArgumentException if it was not, was changed, or its key is not there
   */
  public String open(String sealed, String context) {
    int colon = sealed.indexOf(':');
    String id = colon < 0 ? "" : sealed.substring(0, colon);
    if (!keys.containsKey(id)) {
      throw new IllegalArgumentException("Sealed with a master key that is not there");
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(sealed.substring(colon + 1));
      if (bytes.length <= NONCE_BYTES) {
        throw new IllegalArgumentException("Not a sealed text");
      }
      byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, id, nonce, context)
              .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      return new String(plain, UTF_8);
    } catch (GeneralSecurityException changed) {
      throw new IllegalArgumentException("Not sealed for this use, or changed since", changed);
    }
  }

  private Cipher cipher(int mode, String keyId, byte[] nonce, String context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(UTF_8));
    return cipher;
  }
}
