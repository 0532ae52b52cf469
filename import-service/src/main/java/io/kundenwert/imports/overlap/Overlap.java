package io.kundenwert.imports.overlap;

import java.util.List;
import java.util.UUID;

/**
 * What a file has in common with earlier imports.
 *
 * @param rows rows of the file that can be read
 * @param identical those among them that were imported before; a row that comes three times and was
 *     imported once counts once
 * @param imports the imports that have them, the one with the most first
 * @param addresses normalised addresses of some of the rows, chosen by chance
 */
public record Overlap(long rows, long identical, List<With> imports, List<String> addresses) {
  /** There is nothing to compare with. */
  public static final Overlap NONE = new Overlap(0, 0, List.of(), List.of());

  /** Above this share of identical rows a person is asked. */
  private static final long MANY_IDENTICAL_PERCENT = 20;

  /** Copies the lists. */
  public Overlap {
    imports = List.copyOf(imports);
    addresses = List.copyOf(addresses);
  }

  /**
   * An import that has some of the rows.
   *
   * @param importId import
   * @param rows rows of the file that it has
   */
  public record With(UUID importId, long rows) {}

  /** Whether so many rows are identical that a person has to be asked (A8). */
  public boolean hasManyIdentical() {
    return identical * 100 > MANY_IDENTICAL_PERCENT * rows;
  }
}
