package io.kundenwert.imports.wizard;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a file has in common with earlier imports of the product (A8).
 *
 * @param complete whether the file was compared; what is said of rows is absent until then
 * @param rows rows that can be read; absent where there is nothing to compare with
 * @param identicalRows those among them that were imported before
 * @param imports the imports that have them, the one with the most first
 * @param addresses distinct addresses of the file; absent until a dry run has counted them
 * @param knownAddresses those of them that are customers already
 * @param question whether an answer is needed before the start
 * @param answer what was answered
 * @param replaces the import that is to be replaced
 */
@Schema(name = "ImportOverlap")
public record OverlapState(
    boolean complete,
    @Nullable Long rows,
    @Nullable Long identicalRows,
    List<With> imports,
    @Nullable Long addresses,
    @Nullable Long knownAddresses,
    boolean question,
    @Schema(allowableValues = {"add", "only-new", "replace"}) @Nullable String answer,
    @Nullable UUID replaces) {

  /**
   * An import that has some of the rows.
   *
   * @param importId import
   * @param fileName its file
   * @param createdAt when it was uploaded
   * @param rows rows of this file that it has
   */
  @Schema(name = "OverlapWithImport")
  public record With(UUID importId, String fileName, Instant createdAt, long rows) {}
}
