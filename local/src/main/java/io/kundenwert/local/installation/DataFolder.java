package io.kundenwert.local.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything an installation keeps between runs. It belongs to one running
 * installation at a time: the operating system's lock on it ends with the process, however that
 * ends.
 */
public final class DataFolder implements AutoCloseable {

  /** Layout that this version writes; a folder with a higher number is refused. */
  static final int LAYOUT = 1;

  /** Below this the databases could run full within minutes. Bytes. */
  static final long LEAST_FREE_BYTES = 1L << 30;

  private final Path root;
  private final FileChannel lockChannel;
  private final FileLock lock;

  private DataFolder(Path root, FileChannel lockChannel, FileLock lock) {
    this.root = root;
    this.lockChannel = lockChannel;
    this.lock = lock;
  }

  /**
   * Makes the folder if it is missing, and takes it.
   *
   * @throws CannotStart if another installation runs on it, a newer version wrote it, the disk is
   *     nearly full, or it cannot be written
   */
  public static DataFolder open(Path folder) {
    return open(folder, LEAST_FREE_BYTES);
  }

  static DataFolder open(Path folder, long leastFreeBytes) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      requireSpace(root, leastFreeBytes);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new CannotStart(alreadyRunning(root));
      }
      DataFolder opened = new DataFolder(root, channel, lock);
      try {
        opened.requireKnownLayout();
      } catch (CannotStart | IOException e) {
        opened.close();
        throw e;
      }
      return opened;
    } catch (FileSystemException e) {
      throw new CannotStart(
          "The data folder %s cannot be used: %s. Choose another with --data DIR."
              .formatted(root, reason(e)),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String alreadyRunning(Path root) {
    Optional<RunFile> running = RunFile.read(root);
    String who =
        running
            .map(run -> " (process %d, %s)".formatted(run.pid(), run.url()))
            .orElse(" (it is just starting or stopping)");
    return """
        Kundenwert is already running on %s%s.
        Look at it with "./kundenwert status", end it with "./kundenwert down", \
        or choose another folder with --data DIR and another port with --port N."""
        .formatted(root, who);
  }

  private static String reason(FileSystemException e) {
    String reason = e.getReason();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  private static void requireSpace(Path root, long leastFreeBytes) throws IOException {
    FileStore store = Files.getFileStore(root);
    long free = store.getUsableSpace();
    if (free < leastFreeBytes) {
      throw new CannotStart(
          """
          The disk is nearly full: %s has %d MB left, Kundenwert needs %d MB to start.
          Free some space, or choose a folder on another disk with --data DIR."""
              .formatted(root, free >> 20, leastFreeBytes >> 20));
    }
  }

  private void requireKnownLayout() throws IOException {
    Path file = root.resolve("layout-version");
    if (!Files.exists(file)) {
      Files.writeString(file, LAYOUT + "\n");
      return;
    }
    int found = Integer.parseInt(Files.readString(file).strip());
    if (found > LAYOUT) {
      throw new CannotStart(
          """
          The data in %s was written by a newer version of Kundenwert (layout %d, this version \
          knows %d). Use that version, or start with empty data: --data DIR."""
              .formatted(root, found, LAYOUT));
    }
  }

  /** The folder, absolute. */
  public Path root() {
    return root;
  }

  /** A folder below, made if it is missing. */
  public Path folder(String name) {
    Path folder = root.resolve(name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the folder back. */
  @Override
  public void close() {
    try {
      lock.release();
      lockChannel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
