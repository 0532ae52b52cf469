package io.kundenwert.team.access.web;

import io.kundenwert.events.TeamAccess;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.team.access.AccessStates;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers services that would refuse a caller and ask once before they do. */
@RestController
class AccessController {
  private final AccessStates states;

  AccessController(AccessStates states) {
    this.states = states;
  }

  @GetMapping("/internal/v1/teams/{teamId}/access")
  TeamAccess access(Caller caller, @PathVariable UUID teamId) {
    return states
        .of(teamId)
        .filter(
            state ->
                state.members().stream()
                    .anyMatch(member -> member.userId().equals(caller.userId())))
        .orElseThrow(() -> Problem.notFound("team"));
  }
}
