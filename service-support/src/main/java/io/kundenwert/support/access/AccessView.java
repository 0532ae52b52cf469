package io.kundenwert.support.access;

import io.kundenwert.events.TeamAccess;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The latest known access state of every team. */
public interface AccessView {
  /** The state of a team; null if there is no such team. */
  @Nullable TeamAccess team(UUID teamId);

  /** Whether what the view says may be too old to decide by. */
  default boolean isStale() {
    return false;
  }

  /** Takes a state over if it is newer than the known one. */
  void apply(TeamAccess state);
}
