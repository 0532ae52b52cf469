package io.kundenwert.team.team.web;

import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.team.team.TeamView;
import io.kundenwert.team.team.Teams;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Teams")
class TeamController {
  private final Teams teams;
  private final AccessGuard guard;

  TeamController(Teams teams, AccessGuard guard) {
    this.teams = teams;
    this.guard = guard;
  }

  @GetMapping("/api/v1/teams/{teamId}")
  @Operation(operationId = "getTeam", summary = "A team's settings")
  TeamView team(Caller caller, @PathVariable UUID teamId) {
    guard.require(caller, teamId, Action.VIEW_TEAM);
    return teams.get(teamId);
  }
}
