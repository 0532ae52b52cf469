package io.kundenwert.imports.overlap;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Fingerprints of rows: the first 64 bits of the SHA-256 of the row as it is published, so that
 * rows are identical if they say the same, in whatever format, encoding or order of columns. Among
 * a hundred million rows a false match has a chance of one in four thousand. For one thread.
 */
public final class RowDigest {
  private final MessageDigest sha256;

  /** Makes one. */
  public RowDigest() {
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The fingerprint of a serialised row. */
  public long of(byte[] row) {
    return ByteBuffer.wrap(sha256.digest(row)).getLong();
  }
}
