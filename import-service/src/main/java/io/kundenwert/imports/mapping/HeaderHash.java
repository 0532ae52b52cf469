package io.kundenwert.imports.mapping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A name for a set of headings: equal for files of the same shape. */
public final class HeaderHash {
  private HeaderHash() {}

  /** SHA-256 in hex of the normalised headings in alphabetical order. */
  public static String of(List<String> header) {
    String joined =
        String.join("\n", header.stream().map(HeaderSynonyms::normalise).sorted().toList());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(joined.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
