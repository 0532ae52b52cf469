package io.kundenwert.team.permission;

import io.kundenwert.support.access.Action;
import io.kundenwert.support.access.Role;
import io.kundenwert.support.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Session")
class PermissionController {
  private static final String YES = "yes";
  private static final String OWN = "own";
  private static final String NO = "no";

  /** The answer: every action that there is. */
  record PermissionMatrix(List<PermissionRow> items) {}

  /** Who may do one thing; {@code own} is for products that the person created. */
  record PermissionRow(
      String action,
      @Schema(allowableValues = {"team", "product"}) String scope,
      @Schema(allowableValues = {YES, OWN, NO}) String owner,
      @Schema(allowableValues = {YES, OWN, NO}) String admin,
      @Schema(allowableValues = {YES, OWN, NO}) String member,
      @Schema(allowableValues = {YES, OWN, NO}) String viewer) {}

  @GetMapping("/api/v1/permissions")
  @Operation(
      operationId = "getPermissions",
      summary = "What each role may do, as the services enforce it")
  PermissionMatrix permissions(Caller caller) {
    return new PermissionMatrix(
        Stream.of(Action.values())
            .map(
                action ->
                    new PermissionRow(
                        action.wireName(),
                        action.scope() == Action.Scope.TEAM ? "team" : "product",
                        action.grant(Role.OWNER).wireName(),
                        action.grant(Role.ADMIN).wireName(),
                        action.grant(Role.MEMBER).wireName(),
                        action.grant(Role.VIEWER).wireName()))
            .toList());
  }
}
