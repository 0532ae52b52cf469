package io.kundenwert.customer.merge;

import io.kundenwert.events.ImportedRow;
import org.jspecify.annotations.Nullable;

/** A row that the mark admits, until its outcome is known. */
final class PendingRow {
  final IncomingRow incoming;
  final Mark mark;
  final ImportedRow row;
  @Nullable Outcome outcome;

  PendingRow(IncomingRow incoming, Mark mark, ImportedRow row) {
    this.incoming = incoming;
    this.mark = mark;
    this.row = row;
  }

  long originSeq() {
    return incoming.run().originSeq();
  }
}
