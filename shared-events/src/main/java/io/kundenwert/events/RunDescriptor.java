package io.kundenwert.events;

import java.util.UUID;

/**
 * What a row's run decides about the row's meaning, carried in the header {@link EventHeaders#RUN}
 * of each row so that the reader needs nothing else to merge it. The text form is the same for all
 * rows of a run: a reader may parse it once.
 *
 * @param runId the run
 * @param teamId the team that owns the product
 * @param productId the product whose customers the rows belong to
 * @param sourceId the named source that the amounts count for (A8, C1)
 * @param originSeq place of the run in the team's order of origins: of two values for a field the
 *     one with the higher number is the effective one
 * @param amounts what the amounts mean
 * @param mode whether the run writes or only counts
 */
public record RunDescriptor(
    UUID runId,
    UUID teamId,
    UUID productId,
    UUID sourceId,
    long originSeq,
    AmountMeaning amounts,
    RunMode mode) {

  /** The text form: fields joined by {@code |}, enumerations in lower case. */
  public String encoded() {
    return runId
        + "|"
        + teamId
        + "|"
        + productId
        + "|"
        + sourceId
        + "|"
        + originSeq
        + "|"
        + amounts.wireName()
        + "|"
        + mode.wireName();
  }

  /**
   * Reads the text form. Further fields at the end are ignored.
   *
   * @throws IllegalArgumentException if a field is missing or malformed
   */
  public static RunDescriptor decode(String encoded) {
    String[] fields = encoded.split("\\|", -1);
    if (fields.length < 7) {
      throw new IllegalArgumentException("A run descriptor has seven fields");
    }
    return new RunDescriptor(
        UUID.fromString(fields[0]),
        UUID.fromString(fields[1]),
        UUID.fromString(fields[2]),
        UUID.fromString(fields[3]),
        Long.parseLong(fields[4]),
        AmountMeaning.ofWireName(fields[5]),
        RunMode.ofWireName(fields[6]));
  }
}
