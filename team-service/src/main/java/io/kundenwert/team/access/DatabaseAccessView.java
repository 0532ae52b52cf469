package io.kundenwert.team.access;

import io.kundenwert.events.TeamAccess;
import io.kundenwert.support.access.AccessView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The access view of the service that owns access: what is committed counts at once. */
@Component
final class DatabaseAccessView implements AccessView {
  private final AccessStates states;

  DatabaseAccessView(AccessStates states) {
    this.states = states;
  }

  @Override
  public @Nullable TeamAccess team(UUID teamId) {
    return states.of(teamId).orElse(null);
  }

  @Override
  public void apply(TeamAccess state) {
    throw new UnsupportedOperationException("The database is the truth");
  }
}
