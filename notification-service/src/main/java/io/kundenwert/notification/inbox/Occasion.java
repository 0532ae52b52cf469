package io.kundenwert.notification.inbox;

import io.kundenwert.events.ImportRunState;
import java.util.Optional;

/** What people are told of. */
enum Occasion {
  /** An import ended well (D10). */
  IMPORT_FINISHED("import-finished"),
  /** An import ended without reaching the end of its file. */
  IMPORT_FAILED("import-failed"),
  /** An import was stopped by a person. */
  IMPORT_CANCELLED("import-cancelled");

  private final String kind;

  Occasion(String kind) {
    this.kind = kind;
  }

  /** The name in the table, in answers and events. */
  String kind() {
    return kind;
  }

  /** The occasion that a run's state is; empty for one that nobody waits for. */
  static Optional<Occasion> of(ImportRunState run) {
    if (!run.mode().equals("import")) {
      return Optional.empty();
    }
    return switch (run.status()) {
      case "finished" -> Optional.of(IMPORT_FINISHED);
      case "failed" -> Optional.of(IMPORT_FAILED);
      case "cancelled" -> Optional.of(IMPORT_CANCELLED);
      default -> Optional.empty();
    };
  }
}
