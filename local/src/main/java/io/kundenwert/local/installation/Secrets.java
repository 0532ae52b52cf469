package io.kundenwert.local.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * The installation's own secrets, made once and readable by its owner only.
 *
 * @param databasePassword password of the one database user
 * @param apiKey key of the demo team's owner for the public API, prefix {@code kw_}
 * @param signingKey file with the development key that signs access tokens: EC P-256, PKCS#8 PEM
 */
public record Secrets(String databasePassword, String apiKey, Path signingKey) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Reads the secrets of the folder, and makes those that are missing. */
  public static Secrets in(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Path key = folder.resolve("signing-key.pem");
      keep(key, Secrets::newSigningKey);
      return new Secrets(
          keep(folder.resolve("database-password"), () -> random(24)),
          keep(folder.resolve("api-key"), () -> "kw_" + random(24)),
          key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String keep(Path file, Supplier<String> made) throws IOException {
    if (!Files.exists(file)) {
      write(file, made.get());
    }
    return Files.readString(file).strip();
  }

  /** Whole or not at all: a half-written secret would lock the installation out of its data. */
  private static void write(Path file, String secret) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    try {
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw new CannotStart("Another process is writing " + unfinished + ".", e);
    }
    Files.writeString(unfinished, secret + "\n");
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static String newSigningKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
          + "\n-----END PRIVATE KEY-----";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no P-256", e);
    }
  }
}
