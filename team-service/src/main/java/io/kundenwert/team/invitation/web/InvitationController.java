package io.kundenwert.team.invitation.web;

import io.kundenwert.events.AuditEntry;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.access.Role;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.team.invitation.InvitationView;
import io.kundenwert.team.invitation.Invitations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Invitations")
class InvitationController {
  private static final String TEAM = "/api/v1/teams/{teamId}/invitations";

  private final Invitations invitations;
  private final AccessGuard guard;
  private final Audit audit;

  InvitationController(Invitations invitations, AccessGuard guard, Audit audit) {
    this.invitations = invitations;
    this.guard = guard;
    this.audit = audit;
  }

  /** Who is to be invited; the mail is German unless said otherwise. */
  record NewInvitation(
      @NotNull String email,
      @Schema(allowableValues = {"admin", "member", "viewer"}) @NotNull String role,
      @Schema(allowableValues = {"de", "en"}) @Nullable String language) {}

  /** The open invitations. */
  record InvitationList(List<InvitationView> items) {}

  /** The one-time token of a link; in a body, so that no log has it. */
  record Token(@NotNull String token) {}

  /** The team that was joined. */
  record Joined(UUID teamId) {}

  @GetMapping(TEAM)
  @Operation(operationId = "listInvitations", summary = "The open invitations, the newest first")
  InvitationList list(Caller caller, @PathVariable UUID teamId) {
    guard.require(caller, teamId, Action.INVITE_MEMBERS);
    return new InvitationList(invitations.of(teamId));
  }

  @PostMapping(TEAM)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(operationId = "invite", summary = "Invites an address into the team")
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  InvitationView invite(
      Caller caller, @PathVariable UUID teamId, @Valid @RequestBody NewInvitation request) {
    guard.require(caller, teamId, Action.INVITE_MEMBERS);
    Role role = Role.ofWireName(request.role());
    if (role == null) {
      throw Problem.badRequest("role-unknown", "role", null);
    }
    return audit.together(
        () -> {
          InvitationView invitation =
              invitations.invite(
                  teamId,
                  caller.userId(),
                  request.email(),
                  role,
                  "en".equals(request.language()) ? "en" : "de");
          audit.record(
              caller,
              teamId,
              null,
              "invitation.sent",
              "invitation",
              invitation.id(),
              new Audit.Change("email", null, invitation.email()),
              new Audit.Change("role", null, invitation.role()));
          return invitation;
        });
  }

  @PostMapping(TEAM + "/{invitationId}/resend")
  @Operation(operationId = "resendInvitation", summary = "Sends a new link; the old one is dead")
  InvitationView resend(Caller caller, @PathVariable UUID teamId, @PathVariable UUID invitationId) {
    guard.require(caller, teamId, Action.INVITE_MEMBERS);
    return audit.together(
        () -> {
          InvitationView invitation = invitations.resend(teamId, invitationId);
          audit.record(caller, teamId, null, "invitation.sent-again", "invitation", invitationId);
          return invitation;
        });
  }

  @DeleteMapping(TEAM + "/{invitationId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "revokeInvitation", summary = "Takes an invitation back")
  void revoke(Caller caller, @PathVariable UUID teamId, @PathVariable UUID invitationId) {
    guard.require(caller, teamId, Action.INVITE_MEMBERS);
    audit.together(
        () -> {
          invitations.revoke(teamId, invitationId);
          audit.record(caller, teamId, null, "invitation.revoked", "invitation", invitationId);
        });
  }

  @PostMapping("/api/v1/invitations/view")
  @SecurityRequirements
  @Operation(operationId = "viewInvitation", summary = "What an invitation's link leads to")
  Invitations.Invited view(@Valid @RequestBody Token request) {
    return invitations.view(request.token());
  }

  @PostMapping("/api/v1/invitations/decline")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @SecurityRequirements
  @Operation(operationId = "declineInvitation", summary = "Declines an invitation")
  void decline(@Valid @RequestBody Token request) {
    audit.together(
        () -> {
          Invitations.Declined declined = invitations.decline(request.token());
          // Whoever has the link may decline: the mail's reader, as far as anybody knows.
          audit.record(
              new AuditEntry.Actor(null, "link", null),
              declined.teamId(),
              null,
              "invitation.declined",
              "invitation",
              declined.invitationId());
        });
  }

  @PostMapping("/api/v1/invitations/accept")
  @Operation(operationId = "acceptInvitation", summary = "Joins the team as the signed-in user")
  Joined accept(Caller caller, @Valid @RequestBody Token request) {
    caller.requireSession();
    return audit.together(
        () -> {
          UUID teamId = invitations.accept(request.token(), caller.userId());
          audit.record(caller, teamId, null, "member.joined", "member", caller.userId());
          return new Joined(teamId);
        });
  }
}
