package io.kundenwert.imports.upload;

import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.support.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Predicate;

/** Keeps uploaded files. A file is there completely or not at all. */
public interface UploadStore {

  /**
   * Keeps the bytes of a stream, which is read to its end and not closed.
   *
   * @return where they are, and what they are known by
   * @throws Problem 413 {@code too-large} or 408 {@code upload-too-slow} if a bound is passed, 400
   *     {@code upload-broken} if the stream breaks off; then nothing is kept
   * @throws IOException if the store fails
   */
  StoredUpload store(InputStream bytes) throws IOException;

  /**
   * A kept file. Opening it fails with {@link java.nio.file.NoSuchFileException} if it was deleted.
   */
  FileContent content(String key);

  /** Forgets a file; does nothing if it is not there. */
  void delete(String key) throws IOException;

  /**
   * Forgets what crashes left: files that broke off, and complete ones that nobody knows.
   *
   * @param before only what was written last before this moment
   * @param known whether an import has the file of a key
   * @return how many were forgotten
   */
  int deleteAbandoned(Instant before, Predicate<String> known) throws IOException;

  /** Bytes that a file may have, at most. */
  long maxSize();
}
