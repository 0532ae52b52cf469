package io.kundenwert.customer.cleanup.web;

import io.kundenwert.customer.cleanup.CleanupState;
import io.kundenwert.customer.cleanup.Cleanups;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/teams/{teamId}/products/{productId}")
@Tag(name = "Cleanup", description = "Archiving customers who hardly spend anything")
class CleanupController {
  private final Cleanups cleanups;
  private final AccessGuard access;
  private final Audit audit;

  CleanupController(Cleanups cleanups, AccessGuard access, Audit audit) {
    this.cleanups = cleanups;
    this.access = access;
    this.audit = audit;
  }

  /**
   * What is previewed.
   *
   * @param threshold minor units of the product's currency, as text; ten units if absent
   */
  @Schema(name = "CleanupRequest")
  record Request(@Nullable @Pattern(regexp = "[0-9]{1,14}") String threshold) {}

  /**
   * What is confirmed.
   *
   * @param customers how many the preview showed
   */
  @Schema(name = "CleanupConfirmation")
  record Confirmation(@PositiveOrZero long customers) {}

  @Schema(name = "CleanupList", description = "The last cleanups of a product")
  record CleanupList(List<CleanupState> items) {}

  @PostMapping("/cleanups")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      operationId = "previewCleanup",
      summary = "Who would go, how many they are and what they are worth",
      description = "Fixes them for an hour; nothing is archived before it is confirmed.")
  CleanupState preview(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Valid @RequestBody(required = false) @Nullable Request request) {
    access.require(caller, teamId, productId, Action.CLEAN_UP);
    String threshold = request == null ? null : request.threshold();
    return audit.together(
        () -> {
          CleanupState state =
              cleanups.preview(
                  caller.userId(),
                  teamId,
                  productId,
                  threshold == null ? null : Long.valueOf(threshold));
          audit.record(caller, teamId, productId, "cleanup.previewed", "cleanup", state.id());
          return state;
        });
  }

  @GetMapping("/cleanups")
  @Operation(operationId = "listCleanups", summary = "The last cleanups, the newest first")
  CleanupList list(Caller caller, @PathVariable UUID teamId, @PathVariable UUID productId) {
    access.require(caller, teamId, productId, Action.CLEAN_UP);
    return new CleanupList(cleanups.of(teamId, productId));
  }

  @GetMapping("/cleanups/{cleanupId}")
  @Operation(operationId = "getCleanup", summary = "A cleanup: how far it is and what it did")
  CleanupState get(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID cleanupId) {
    access.require(caller, teamId, productId, Action.CLEAN_UP);
    return cleanups.require(teamId, productId, cleanupId);
  }

  @GetMapping("/cleanups/{cleanupId}/customers")
  @Operation(
      operationId = "listCleanupCustomers",
      summary = "Who would go, or who is archived by the cleanup",
      description = "In the order in which they were first seen, page by page.")
  Cleanups.Customers customers(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID cleanupId,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable UUID after) {
    access.require(caller, teamId, productId, Action.CLEAN_UP);
    return cleanups.customers(teamId, productId, cleanupId, limit, after);
  }

  @PostMapping("/cleanups/{cleanupId}/confirm")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      operationId = "confirmCleanup",
      summary = "Archive those whom the preview showed",
      description = "Whoever has reached the threshold meanwhile is skipped and reported.")
  CleanupState confirm(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID cleanupId,
      @Valid @RequestBody Confirmation confirmation) {
    access.require(caller, teamId, productId, Action.CLEAN_UP);
    return audit.together(
        () -> {
          CleanupState state =
              cleanups.confirm(teamId, productId, cleanupId, confirmation.customers());
          audit.record(caller, teamId, productId, "cleanup.confirmed", "cleanup", cleanupId);
          return state;
        });
  }

  @PostMapping("/cleanups/{cleanupId}/undo")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      operationId = "undoCleanup",
      summary = "Bring back everyone whom a cleanup archived, for 30 days")
  CleanupState undo(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID cleanupId) {
    access.require(caller, teamId, productId, Action.UNDO_CLEANUP);
    return audit.together(
        () -> {
          CleanupState state = cleanups.undo(teamId, productId, cleanupId);
          audit.record(caller, teamId, productId, "cleanup.undone", "cleanup", cleanupId);
          return state;
        });
  }

  @PostMapping("/customers/{customerId}/restore")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "restoreCustomer", summary = "Bring one archived customer back")
  void restore(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID customerId) {
    access.require(caller, teamId, productId, Action.UNDO_CLEANUP);
    audit.together(
        () -> {
          cleanups.restore(teamId, productId, customerId);
          audit.record(caller, teamId, productId, "customer.restored", "customer", customerId);
        });
  }
}
