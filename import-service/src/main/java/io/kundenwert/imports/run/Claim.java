package io.kundenwert.imports.run;

/**
 * The right to work on a run, until the lease runs out or a higher generation is given.
 *
 * @param run the run
 * @param generation number of the lease: every write is conditional on it
 * @param snapshot JSON of the run's {@link RunSnapshot}
 * @param mirrored the checkpoint as the database knows it; what Kafka has is the truth
 * @param publishing whether rows are still to be published, apart from wishes for a repetition
 * @param attempts workers that gave up in a row without progress
 */
record Claim(
    RunKey run,
    long generation,
    String snapshot,
    Checkpoint mirrored,
    boolean publishing,
    int attempts) {}
