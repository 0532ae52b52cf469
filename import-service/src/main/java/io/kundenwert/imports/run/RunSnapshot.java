package io.kundenwert.imports.run;

import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.RunDescriptor;
import io.kundenwert.events.RunMode;
import io.kundenwert.imports.conversion.ReadingPlan;
import java.util.UUID;

/**
 * Everything that decides what a run's rows mean and where they go, fixed at its start. A worker
 * that cannot honour it fails the run. Rows that are left out since they were imported before are
 * fixed beside it: there can be millions of them.
 *
 * @param uploadKey the file in the upload store
 * @param fileName its name, for people
 * @param plan how it is read
 * @param sourceId named source that the amounts count for
 * @param originSeq place of the run among the team's origins
 * @param amounts wire name of {@link AmountMeaning}
 * @param mode wire name of {@link RunMode}
 * @param partitions number of partitions that the rows are spread over
 * @param rows data rows of the file
 */
record RunSnapshot(
    String uploadKey,
    String fileName,
    ReadingPlan plan,
    UUID sourceId,
    long originSeq,
    String amounts,
    String mode,
    int partitions,
    long rows) {

  /** Whether its rows count. */
  boolean counts() {
    return mode.equals(RunMode.IMPORT.wireName());
  }

  /** What each row says of its run. */
  RunDescriptor descriptor(RunKey key) {
    return new RunDescriptor(
        key.runId(),
        key.teamId(),
        key.productId(),
        sourceId,
        originSeq,
        AmountMeaning.ofWireName(amounts),
        RunMode.ofWireName(mode));
  }
}
