package io.kundenwert.local.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The installation's own secrets, made once and readable by its owner only. What lies in the
 * databases is worth nothing without them: they belong into every backup.
 *
 * @param databasePassword password of the one database user
 * @param gatewaySecret what the gateway shows to team-service
 * @param masterKeys keys that services encrypt secrets with, in the form {@code id:base64}
 * @param demoPassword password of the demo account, made to be typed
 * @param apiKey key of the demo team's owner for the public API, prefix {@code kw_}
 */
public record Secrets(
    String databasePassword,
    String gatewaySecret,
    String masterKeys,
    String demoPassword,
    String apiKey) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String CONSONANTS = "bdfghkmnprstvwxz";
  private static final String VOWELS = "aeiu";
  private static final int WORDS = 5;

  /** Reads the secrets of the folder, and makes those that are missing. */
  public static Secrets in(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      // Earlier versions signed tokens with it.
      Files.deleteIfExists(folder.resolve("signing-key.pem"));
      return new Secrets(
          keep(folder.resolve("database-password"), () -> random(24)),
          keep(folder.resolve("gateway-secret"), () -> random(32)),
          keep(folder.resolve("master-keys"), () -> "1:" + newMasterKey()),
          keep(folder.resolve("demo-password"), Secrets::readable),
          keep(folder.resolve("api-key"), () -> "kw_" + random(24)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "Secrets";
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

  private static String newMasterKey() {
    byte[] key = new byte[32];
    RANDOM.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  /** Five words of two syllables: 60 bits that can be read out and typed. */
  private static String readable() {
    return Stream.generate(() -> syllable() + syllable())
        .limit(WORDS)
        .collect(Collectors.joining("-"));
  }

  private static String syllable() {
    return "" + any(CONSONANTS) + any(VOWELS);
  }

  private static char any(String letters) {
    return letters.charAt(RANDOM.nextInt(letters.length()));
  }
}
