package io.kundenwert.local.postgres;

import io.kundenwert.local.installation.CannotStart;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from the archive that is shipped on the class path. */
final class PostgresBinaries {

  private static final int OWNER_MAY_EXECUTE = 0100;

  private PostgresBinaries() {}

  /**
   * The folder that holds {@code bin}, {@code lib} and {@code share}.
   *
   * @param cache folder that keeps what was unpacked, one folder for each version
   * @throws CannotStart if no archive is shipped for this kind of machine
   */
  static Path unpackedIn(Path cache) {
    String archive = archiveName();
    URL resource = PostgresBinaries.class.getResource("/" + archive);
    if (resource == null) {
      throw new CannotStart(
          """
          No PostgreSQL is shipped for this machine (%s, %s). \
          Kundenwert runs by itself on 64-bit Linux; elsewhere use docker-compose.yml."""
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    try {
      URLConnection connection = resource.openConnection();
      Path unpacked = cache.resolve("postgres-" + fingerprint(connection));
      if (!Files.exists(unpacked)) {
        Files.createDirectories(cache);
        Path unfinished = Files.createTempDirectory(cache, "unpacking-");
        try (InputStream in = connection.getInputStream()) {
          unpack(in, unfinished);
        }
        Files.move(unfinished, unpacked, StandardCopyOption.ATOMIC_MOVE);
        removeUnfinished(cache);
      }
      return unpacked;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String archiveName() {
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String machine =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> arch;
        };
    String system =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac")
            ? "darwin"
            : "linux";
    return "postgres-" + system + "-" + machine + ".txz";
  }

  /** The archive's checksum is in the jar's directory: no need to read 15 MB at every start. */
  private static String fingerprint(URLConnection connection) throws IOException {
    return connection instanceof JarURLConnection jar
        ? Long.toHexString(jar.getJarEntry().getCrc())
        : Long.toString(connection.getContentLengthLong());
  }

  private static void unpack(InputStream archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(archive, 1 << 16)))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("Entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0) {
            makeExecutable(path);
          }
        }
      }
    }
  }

  private static void makeExecutable(Path path) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
    permissions.addAll(
        List.of(
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_EXECUTE));
    Files.setPosixFilePermissions(path, permissions);
  }

  /** Leftovers of a launcher that was killed while it unpacked. */
  private static void removeUnfinished(Path cache) throws IOException {
    try (Stream<Path> folders = Files.list(cache)) {
      for (Path folder : folders.filter(PostgresBinaries::isUnfinished).toList()) {
        try (Stream<Path> content = Files.walk(folder)) {
          for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    }
  }

  private static boolean isUnfinished(Path folder) {
    return folder.getFileName().toString().startsWith("unpacking-");
  }
}
