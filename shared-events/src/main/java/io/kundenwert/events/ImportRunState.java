package io.kundenwert.events;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of an import run; a later version replaces an earlier one.
 *
 * @param runId the run, key of the record
 * @param teamId team
 * @param productId product
 * @param sourceId named source
 * @param startedBy user who started it
 * @param mode whether it writes
 * @param status where it stands; readers treat an unknown constant as {@code unknown}
 * @param version rises with every change of the run
 * @param rows data rows in the file, known once it is read to its end
 * @param counts the result counts (A6); they add up to {@code rows} when the run is finished
 * @param startedAt when it was started
 * @param endedAt when it ended
 * @param failureCode stable code of the reason if it failed
 * @param origin what it was registered with; absent for runs that do not write
 */
@EventType(value = "import.run.v1", topic = Topic.IMPORT_RUNS)
public record ImportRunState(
    UUID runId,
    UUID teamId,
    UUID productId,
    UUID sourceId,
    UUID startedBy,
    String mode,
    String status,
    long version,
    @Nullable Long rows,
    Counts counts,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String failureCode,
    @Nullable Origin origin) {

  /**
   * What a run was registered with: a database that was restored from an older backup learns from
   * it what it had forgotten.
   *
   * @param sourceName name of the source
   * @param sha256 content of the file
   * @param fileName name of the file
   * @param amounts what the amounts mean
   * @param originSeq place among the team's origins
   */
  public record Origin(
      String sourceName, String sha256, String fileName, String amounts, long originSeq) {}

  /**
   * Rows by what became of them: created + updated + unchanged + merged + rejected = rows.
   *
   * @param published rows sent to the merge so far
   * @param created rows that made a new customer
   * @param updated rows that changed a customer
   * @param unchanged rows that changed nothing
   * @param merged rows merged into an earlier row of the same run
   * @param rejected rows refused, on reading or by the merge
   * @param rejectedByCode rejected rows by reason
   */
  public record Counts(
      long published,
      long created,
      long updated,
      long unchanged,
      long merged,
      long rejected,
      Map<String, Long> rejectedByCode) {}
}
