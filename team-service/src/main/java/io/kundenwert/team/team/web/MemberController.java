package io.kundenwert.team.team.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.access.Role;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.team.account.People;
import io.kundenwert.team.account.Person;
import io.kundenwert.team.session.Sessions;
import io.kundenwert.team.team.Members;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/teams/{teamId}")
@Tag(name = "Members")
class MemberController {
  private final Members members;
  private final People people;
  private final Sessions sessions;
  private final AccessGuard guard;
  private final Audit audit;

  MemberController(
      Members members, People people, Sessions sessions, AccessGuard guard, Audit audit) {
    this.members = members;
    this.people = people;
    this.sessions = sessions;
    this.guard = guard;
    this.audit = audit;
  }

  /**
   * A member as team mates see them; viewers see addresses masked (D2).
   *
   * @param id user
   * @param name name; empty if the account is gone
   * @param email address; null if the account is gone
   * @param role role
   * @param joinedAt when they came in
   * @param products how many products they created
   * @param lastActiveOn the day, in UTC, on which they last used a session; absent if never, and to
   *     everybody but themselves and those who manage members. A day and not a time: it must not
   *     become a way to watch when people work
   */
  record MemberView(
      UUID id,
      String name,
      @Nullable String email,
      @Schema(allowableValues = {"owner", "admin", "member", "viewer"}) String role,
      Instant joinedAt,
      int products,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate lastActiveOn) {}

  /** All members. */
  record MemberList(List<MemberView> items) {}

  /** A new role. */
  record ChangedRole(
      @Schema(allowableValues = {"admin", "member", "viewer"}) @NotNull String role) {}

  /** Who becomes the owner. */
  record NewOwner(@NotNull UUID userId) {}

  @GetMapping("/members")
  @Operation(operationId = "listMembers", summary = "The members, the owner first")
  MemberList list(Caller caller, @PathVariable UUID teamId) {
    Role role = guard.require(caller, teamId, Action.VIEW_TEAM);
    List<Members.Member> all = members.of(teamId);
    List<UUID> ids = all.stream().map(Members.Member::userId).toList();
    Map<UUID, Person> persons = people.of(ids);
    boolean manages = Action.REMOVE_MEMBERS.allows(role, false);
    Map<UUID, LocalDate> days = sessions.lastActiveOn(manages ? ids : List.of(caller.userId()));
    return new MemberList(
        all.stream()
            .map(
                member ->
                    view(member, persons.get(member.userId()), days.get(member.userId()), role))
            .toList());
  }

  private static MemberView view(
      Members.Member member,
      @Nullable Person person,
      @Nullable LocalDate lastActiveOn,
      Role reader) {
    String email = person == null ? null : person.email();
    return new MemberView(
        member.userId(),
        person == null ? "" : person.name(),
        email == null || reader != Role.VIEWER ? email : masked(email),
        member.role().wireName(),
        member.joinedAt(),
        member.products(),
        lastActiveOn);
  }

  private static String masked(String email) {
    return email.substring(0, email.offsetByCodePoints(0, 1))
        + "***"
        + email.substring(email.lastIndexOf('@'));
  }

  @PatchMapping("/members/{userId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "changeRole", summary = "Gives a member another role")
  void change(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID userId,
      @Valid @RequestBody ChangedRole request) {
    guard.require(caller, teamId, Action.CHANGE_ROLES);
    Role role = Role.ofWireName(request.role());
    if (role == null) {
      throw Problem.badRequest("role-unknown", "role", null);
    }
    audit.together(
        () -> {
          String before = members.roleOf(teamId, userId).map(Role::wireName).orElse(null);
          members.change(teamId, userId, role);
          audit.record(
              caller,
              teamId,
              null,
              "member.role-changed",
              "member",
              userId,
              new Audit.Change("role", before, role.wireName()));
        });
  }

  @DeleteMapping("/members/{userId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "removeMember",
      summary = "Removes a member; everyone may remove themselves")
  void remove(Caller caller, @PathVariable UUID teamId, @PathVariable UUID userId) {
    boolean themselves = caller.userId().equals(userId);
    guard.require(caller, teamId, themselves ? Action.VIEW_TEAM : Action.REMOVE_MEMBERS);
    audit.together(
        () -> {
          members.remove(teamId, userId, themselves);
          audit.record(
              caller,
              teamId,
              null,
              themselves ? "member.left" : "member.removed",
              "member",
              userId);
        });
  }

  @PostMapping("/ownership")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "transferOwnership",
      summary = "Makes another member the owner; the owner before becomes an admin")
  void transfer(Caller caller, @PathVariable UUID teamId, @Valid @RequestBody NewOwner request) {
    guard.require(caller, teamId, Action.TRANSFER_OWNERSHIP);
    caller.requireSession();
    audit.together(
        () -> {
          members.transfer(teamId, caller.userId(), request.userId());
          audit.record(
              caller, teamId, null, "team.ownership-transferred", "member", request.userId());
        });
  }
}
