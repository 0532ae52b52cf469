package io.kundenwert.customer.merge;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the database's failures mean for a batch. */
final class SqlStates {
  private static final String UNIQUE_VIOLATION = "23505";

  private SqlStates() {}

  /** The SQLSTATE of a failure, wrapped or not; empty if it has none. */
  static String of(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  /** Serialisation failure, deadlock, lock time-out, race of two inserts: try again. */
  static boolean isTransient(String state) {
    return switch (state) {
      case "40001", "40P01", "55P03", UNIQUE_VIOLATION -> true;
      default -> false;
    };
  }

  /** Whether the data itself is refused: data exception, constraint, a limit of the program. */
  static boolean isData(String state, boolean uniqueViolationIsData) {
    if (state.equals(UNIQUE_VIOLATION)) {
      return uniqueViolationIsData;
    }
    return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
  }
}
