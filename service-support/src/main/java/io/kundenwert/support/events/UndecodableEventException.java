package io.kundenwert.support.events;

import org.jspecify.annotations.Nullable;

/** A record whose value is not what its topic promises. Trying again does not help. */
public final class UndecodableEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UndecodableEventException(Class<?> type, @Nullable Throwable cause) {
    // The cause's message may quote the value: only its type is named.
    super(
        "Not a "
            + type.getSimpleName()
            + (cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")"));
  }
}
