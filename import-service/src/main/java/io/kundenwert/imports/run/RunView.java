package io.kundenwert.imports.run;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as people see it (A5, A6).
 *
 * @param runId the run
 * @param mode import or dry
 * @param status starting, publishing, merging, finished, cancelled or failed
 * @param version rises with every change
 * @param queued whether it waits for a worker
 * @param cancelling whether it was asked to stop and has not yet
 * @param rows data rows of the file; of a run that was stopped, those that were read
 * @param read rows read so far
 * @param published rows sent to the merge so far
 * @param handled rows whose fate is known: the sum of the counts
 * @param counts rows by what became of them
 * @param rate rows handled per second over the last five to ten seconds; absent until it is known
 * @param etaSeconds seconds to the end at this rate; absent in the first five seconds and two per
 *     cent
 * @param sourceId source that the amounts count for
 * @param startedBy who started it
 * @param startedAt when it was started
 * @param endedAt when it ended
 * @param failureCode stable reason if it failed
 * @param sums gross amounts merged so far by currency
 * @param undo how far it was taken back; absent if nobody asked for that (A9)
 */
@Schema(name = "ImportRun")
public record RunView(
    UUID runId,
    @Schema(allowableValues = {"import", "dry"}) String mode,
    @Schema(
            allowableValues = {
              "starting",
              "publishing",
              "merging",
              "finished",
              "cancelled",
              "failed"
            })
        String status,
    long version,
    boolean queued,
    boolean cancelling,
    @Nullable Long rows,
    long read,
    long published,
    long handled,
    Counts counts,
    @Nullable Double rate,
    @Nullable Long etaSeconds,
    UUID sourceId,
    UUID startedBy,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String failureCode,
    List<Money> sums,
    @Nullable Undo undo) {
  private static final Duration FIRST_ETA = Duration.ofSeconds(5);

  /**
   * Rows by what became of them.
   *
   * @param created rows that made a customer
   * @param updated rows that changed one
   * @param unchanged rows that changed nothing
   * @param merged rows merged into an earlier row of the run
   * @param rejected rows not taken
   * @param rejectedByCode those by reason
   */
  @Schema(name = "RunCounts")
  public record Counts(
      long created,
      long updated,
      long unchanged,
      long merged,
      long rejected,
      Map<String, Long> rejectedByCode) {}

  /**
   * An amount.
   *
   * @param minor minor units, as text since JavaScript's numbers end at 2<sup>53</sup>
   * @param currency ISO 4217 code
   */
  public record Money(String minor, String currency) {}

  /**
   * How far a run was taken back.
   *
   * @param status undoing or undone
   * @param customers customers to which the run contributed
   * @param reversed customers who stay with what other imports and people brought
   * @param gone customers who disappeared
   * @param kept customers who stay with no value, since something else refers to them
   * @param failed customers who stay as they were
   * @param requestedBy who asked for it
   * @param requestedAt when
   * @param finishedAt when it was done
   */
  @Schema(name = "RunUndo")
  public record Undo(
      @Schema(allowableValues = {"undoing", "undone"}) String status,
      long customers,
      long reversed,
      long gone,
      long kept,
      long failed,
      UUID requestedBy,
      Instant requestedAt,
      @Nullable Instant finishedAt) {}

  /** Whether nothing will change any more. */
  public boolean ended() {
    return endedAt != null;
  }

  static RunView of(RunRow run, List<Money> sums, Instant now) {
    Double rate = rate(run, now);
    return new RunView(
        run.key().runId(),
        run.mode(),
        run.status(),
        run.version(),
        !run.leased() && (run.status().equals("starting") || run.status().equals("publishing")),
        run.cancelRequested() && run.endedAt() == null,
        run.rows(),
        run.rowsRead(),
        run.published(),
        run.handled(),
        new Counts(
            run.created(),
            run.updated(),
            run.unchanged(),
            run.merged(),
            run.rejected(),
            run.rejectedByCode()),
        rate,
        eta(run, rate, now),
        run.sourceId(),
        run.startedBy(),
        run.startedAt(),
        run.endedAt(),
        run.failureCode(),
        sums,
        run.undo());
  }

  private static @Nullable Double rate(RunRow run, Instant now) {
    Instant until = run.endedAt() == null ? now : run.endedAt();
    // Of an ended run, the average of the whole.
    boolean whole = run.endedAt() != null || run.rateFromAt() == null;
    Instant from = whole ? run.startedAt() : run.rateFromAt();
    long rows = whole ? run.handled() : run.handled() - run.rateFromRows();
    if (from == null) {
      return null;
    }
    long millis = Duration.between(from, until).toMillis();
    return millis <= 0 || run.handled() == 0 ? null : Math.round(rows * 10_000.0 / millis) / 10.0;
  }

  private static @Nullable Long eta(RunRow run, @Nullable Double rate, Instant now) {
    if (run.rows() == null
        || run.endedAt() != null
        || rate == null
        || rate <= 0
        || run.startedAt().plus(FIRST_ETA).isAfter(now)
        || run.handled() * 50 < run.rows()) {
      return null;
    }
    return (long) Math.ceil((run.rows() - run.handled()) / rate);
  }
}
