package io.kundenwert.notification.inbox;

import io.kundenwert.events.ImportRunState;
import org.jspecify.annotations.Nullable;

/** The figures of an entry, kept with it so that its text can be put into any language later. */
record EntryParams(
    long rows,
    long created,
    long updated,
    long unchanged,
    long merged,
    long rejected,
    @Nullable String failureCode) {
  static EntryParams of(ImportRunState run) {
    ImportRunState.Counts counts = run.counts();
    return new EntryParams(
        run.rows() == null ? counts.published() : run.rows(),
        counts.created(),
        counts.updated(),
        counts.unchanged(),
        counts.merged(),
        counts.rejected(),
        run.failureCode());
  }
}
