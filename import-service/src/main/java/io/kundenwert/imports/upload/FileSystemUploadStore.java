package io.kundenwert.imports.upload;

import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Uploads as files in one directory. A file is written under another name, forced to disk and then
 * renamed: what has its final name is complete, also after a power cut.
 */
@Component
final class FileSystemUploadStore implements UploadStore {
  private static final int BUFFER = 256 * 1024;
  private static final String ARRIVING = ".part";
  private static final Pattern KEY = Pattern.compile("[0-9a-f-]{36}");

  private final UploadProperties bounds;
  private final Clock clock;

  FileSystemUploadStore(UploadProperties bounds, Clock clock) throws IOException {
    this.bounds = bounds;
    this.clock = clock;
    Files.createDirectories(bounds.dir());
  }

  @Override
  public StoredUpload store(InputStream bytes) throws IOException {
    String key = Ids.next().toString();
    Path arriving = bounds.dir().resolve(key + ARRIVING);
    try {
      StoredUpload stored = write(bytes, arriving, key);
      Files.move(arriving, file(key), StandardCopyOption.ATOMIC_MOVE);
      forceDirectory();
      return stored;
    } finally {
      Files.deleteIfExists(arriving);
    }
  }

  private StoredUpload write(InputStream bytes, Path to, String key) throws IOException {
    MessageDigest digest = sha256();
    Instant deadline = clock.instant().plus(bounds.maxDuration());
    long size = 0;
    byte[] buffer = new byte[BUFFER];
    try (FileChannel file =
        FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int read = read(bytes, buffer); read >= 0; read = read(bytes, buffer)) {
        size += read;
        check(size, deadline);
        digest.update(buffer, 0, read);
        ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, read);
        while (chunk.hasRemaining()) {
          file.write(chunk);
        }
      }
      file.force(true);
    }
    return new StoredUpload(key, HexFormat.of().formatHex(digest.digest()), size);
  }

  /** A sender that breaks off is no failure of the store. */
  private static int read(InputStream bytes, byte[] buffer) {
    try {
      return bytes.read(buffer);
    } catch (IOException broken) {
      throw new Problem(HttpStatus.BAD_REQUEST, "upload-broken");
    }
  }

  private void check(long size, Instant deadline) {
    if (size > maxSize()) {
      throw new Problem(HttpStatus.CONTENT_TOO_LARGE, "too-large", Map.of("limitBytes", maxSize()));
    }
    if (clock.instant().isAfter(deadline)) {
      throw new Problem(HttpStatus.REQUEST_TIMEOUT, "upload-too-slow");
    }
  }

  /** A rename is durable once the directory is. */
  private void forceDirectory() throws IOException {
    try (FileChannel directory = FileChannel.open(bounds.dir(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  @Override
  public FileContent content(String key) {
    return FileContent.of(file(key));
  }

  @Override
  public void delete(String key) throws IOException {
    Files.deleteIfExists(file(key));
  }

  @Override
  public int deleteAbandoned(Instant before, Predicate<String> known) throws IOException {
    int deleted = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(bounds.dir())) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        boolean ours = KEY.matcher(name).matches() || name.endsWith(ARRIVING);
        if (ours
            && Files.getLastModifiedTime(file).toInstant().isBefore(before)
            && (name.endsWith(ARRIVING) || !known.test(name))) {
          Files.deleteIfExists(file);
          deleted++;
        }
      }
    }
    return deleted;
  }

  @Override
  public long maxSize() {
    return bounds.maxSize().toBytes();
  }

  private Path file(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("Not a key of this store");
    }
    return bounds.dir().resolve(key);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
