package io.kundenwert.imports.run;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run as the database has it. Counts are rows. */
record RunRow(
    RunKey key,
    UUID importId,
    String mode,
    long version,
    String status,
    @Nullable String failureCode,
    UUID sourceId,
    UUID startedBy,
    Instant startedAt,
    @Nullable Instant endedAt,
    boolean cancelRequested,
    boolean leased,
    @Nullable Long rows,
    long rowsRead,
    long published,
    long rejectedReading,
    long mergedSeq,
    long created,
    long updated,
    long unchanged,
    long merged,
    long rejectedMerge,
    long dead,
    Map<String, Long> readingCodes,
    Map<String, Long> mergeCodes,
    @Nullable Instant rateFromAt,
    long rateFromRows,
    Instant announcedAt,
    @Nullable Long fileVersion,
    RunView.@Nullable Undo undo) {

  /** Rows that were not taken, for whatever reason. */
  long rejected() {
    return rejectedReading + rejectedMerge + dead;
  }

  /** Rows whose fate is known. */
  long handled() {
    return rejectedReading + mergedSeq;
  }

  /** Rejected rows by reason. */
  Map<String, Long> rejectedByCode() {
    Map<String, Long> codes = new TreeMap<>(readingCodes);
    mergeCodes.forEach((code, rows) -> codes.merge(code, rows, Long::sum));
    return codes;
  }
}
