package io.kundenwert.imports.wizard;

import io.kundenwert.imports.mapping.Mapping;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.reading.profile.FileProfile;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded file and what the user said of it.
 *
 * @param overlap what was said to rows that were imported before; null if nothing yet
 * @param corrects the import whose rejected rows the file corrects; null if none
 */
record FileImport(
    UUID teamId,
    UUID productId,
    UUID importId,
    long version,
    UUID createdBy,
    Instant createdAt,
    String fileName,
    long fileSize,
    String sha256,
    String uploadKey,
    String sourceName,
    String amounts,
    boolean importAgain,
    @Nullable OverlapAnswer overlap,
    @Nullable UUID corrects,
    FormatOverrides overrides,
    FileProfile profile,
    Mapping mapping,
    boolean profiled,
    @Nullable Failure failure,
    boolean started,
    boolean uploadGone) {

  /** Why the whole file could not be read, although its beginning could. */
  record Failure(String code, Map<String, String> params) {}

  FileImport with(
      String source,
      String meaning,
      @Nullable OverlapAnswer answer,
      FormatOverrides format,
      FileProfile read,
      Mapping mapped,
      @Nullable Failure why) {
    return new FileImport(
        teamId,
        productId,
        importId,
        version,
        createdBy,
        createdAt,
        fileName,
        fileSize,
        sha256,
        uploadKey,
        source,
        meaning,
        importAgain,
        answer,
        corrects,
        format,
        read,
        mapped,
        read.complete(),
        why,
        started,
        uploadGone);
  }
}
