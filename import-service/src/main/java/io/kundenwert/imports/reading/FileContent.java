package io.kundenwert.imports.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of an uploaded file, wherever they are kept. Each stream starts at the first byte. */
@FunctionalInterface
public interface FileContent {

  /**
   * Opens the file. The caller closes the stream; several may be open at once.
   *
   * @throws IOException if the bytes cannot be had
   */
  InputStream open() throws IOException;

  /** The bytes of a file in the file system. */
  static FileContent of(Path path) {
    return () -> Files.newInputStream(path);
  }
}
