package io.kundenwert.team.team.web;

import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.idempotency.IdempotentRequests;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.team.team.TeamView;
import io.kundenwert.team.team.Teams;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Teams")
class TeamController {
  private final Teams teams;
  private final AccessGuard guard;
  private final Audit audit;
  private final IdempotentRequests idempotent;

  TeamController(Teams teams, AccessGuard guard, Audit audit, IdempotentRequests idempotent) {
    this.teams = teams;
    this.guard = guard;
    this.audit = audit;
    this.idempotent = idempotent;
  }

  /** A team to be founded. */
  record NewTeam(@NotNull String name) {}

  /** A team's settings, with the version that they were read with. */
  record ChangedTeam(long version, @NotNull String name) {}

  @PostMapping("/api/v1/teams")
  @Operation(operationId = "createTeam", summary = "Founds a team; the caller becomes its owner")
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  ResponseEntity<TeamView> create(
      Caller caller,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      @Valid @RequestBody NewTeam request) {
    caller.requireSession();
    return idempotent.run(
        caller.userId(),
        idempotencyKey,
        "createTeam",
        request,
        TeamView.class,
        () -> {
          TeamView team = teams.found(Ids.next(), request.name(), caller.userId());
          audit.record(
              caller,
              team.id(),
              null,
              "team.founded",
              "team",
              team.id(),
              new Audit.Change("name", null, team.name()));
          return ResponseEntity.created(URI.create("/api/v1/teams/" + team.id())).body(team);
        });
  }

  @GetMapping("/api/v1/teams/{teamId}")
  @Operation(operationId = "getTeam", summary = "A team's settings")
  TeamView team(Caller caller, @PathVariable UUID teamId) {
    guard.require(caller, teamId, Action.VIEW_TEAM);
    return teams.get(teamId);
  }

  @PutMapping("/api/v1/teams/{teamId}")
  @Operation(operationId = "changeTeam", summary = "Changes a team's settings")
  TeamView change(
      Caller caller, @PathVariable UUID teamId, @Valid @RequestBody ChangedTeam request) {
    guard.require(caller, teamId, Action.EDIT_TEAM);
    return audit.together(
        () -> {
          String before = teams.get(teamId).name();
          TeamView team = teams.rename(teamId, request.version(), request.name());
          audit.record(
              caller,
              teamId,
              null,
              "team.renamed",
              "team",
              teamId,
              new Audit.Change("name", before, team.name()));
          return team;
        });
  }

  @GetMapping("/api/v1/teams/{teamId}/deletion")
  @Operation(operationId = "previewTeamDeletion", summary = "What would go with a team")
  Teams.Deletion deletion(Caller caller, @PathVariable UUID teamId) {
    guard.require(caller, teamId, Action.DELETE_TEAM);
    return teams.deletion(teamId);
  }

  @DeleteMapping("/api/v1/teams/{teamId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "deleteTeam",
      summary = "Deletes a team with all that it has; the name confirms it")
  void delete(Caller caller, @PathVariable UUID teamId, @RequestParam String name) {
    guard.require(caller, teamId, Action.DELETE_TEAM);
    caller.requireSession();
    audit.together(
        () -> {
          teams.delete(teamId, caller.userId(), name);
          audit.record(caller, teamId, null, "team.deleted", "team", teamId);
        });
  }
}
