package io.kundenwert.customer.bulk.web;

import io.kundenwert.customer.bulk.BulkChange;
import io.kundenwert.customer.bulk.BulkChanges;
import io.kundenwert.customer.bulk.BulkKind;
import io.kundenwert.customer.directory.CustomerQuery;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/teams/{teamId}/products/{productId}/bulk-changes")
@Tag(name = "Bulk changes", description = "Changing many customers at once")
class BulkController {
  private final BulkChanges changes;
  private final AccessGuard access;
  private final Audit audit;

  BulkController(BulkChanges changes, AccessGuard access, Audit audit) {
    this.changes = changes;
    this.access = access;
    this.audit = audit;
  }

  /**
   * What is to be done to whom.
   *
   * @param kind what is done
   * @param tags tags to add or take away; absent for anything else
   * @param ids these customers; absent for all of the list
   * @param f filter of the list
   * @param q search of the list
   * @param exclude customers of the list who are left out
   */
  @Schema(name = "BulkChangeRequest")
  record Request(
      @NotNull @Schema(allowableValues = {"add-tags", "remove-tags", "archive"}) String kind,
      @Nullable @Size(max = 50) List<@NotNull String> tags,
      @Nullable @Schema(description = "These customers; absent for all of the list")
          List<@NotNull UUID> ids,
      @Nullable String f,
      @Nullable String q,
      @Nullable List<@NotNull UUID> exclude) {}

  /**
   * What is confirmed.
   *
   * @param customers how many the preview showed
   */
  @Schema(name = "BulkChangeConfirmation")
  record Confirmation(@PositiveOrZero long customers) {}

  @Schema(name = "BulkChangeList", description = "The last changes of many customers")
  record ChangeList(List<BulkChange> items) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      operationId = "previewBulkChange",
      summary = "Whom a change means, how many they are and what they are worth",
      description = "Fixes them for an hour; nothing is changed before it is confirmed.")
  BulkChange preview(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Valid @RequestBody Request request) {
    access.require(caller, teamId, productId, Action.CHANGE_IN_BULK);
    BulkChanges.Selection whom =
        new BulkChanges.Selection(
            request.ids(),
            CustomerQuery.parse(null, request.f(), request.q()),
            request.exclude() == null ? List.of() : request.exclude());
    return audit.together(
        () -> {
          BulkChange change =
              changes.preview(
                  caller.userId(),
                  teamId,
                  productId,
                  BulkKind.ofWireName(request.kind()),
                  request.tags() == null ? List.of() : request.tags(),
                  whom);
          record(caller, teamId, productId, "bulk-change.previewed", change);
          return change;
        });
  }

  @GetMapping
  @Operation(operationId = "listBulkChanges", summary = "The last changes, the newest first")
  ChangeList list(Caller caller, @PathVariable UUID teamId, @PathVariable UUID productId) {
    access.require(caller, teamId, productId, Action.CHANGE_IN_BULK);
    return new ChangeList(changes.of(teamId, productId));
  }

  @GetMapping("/{bulkId}")
  @Operation(
      operationId = "getBulkChange",
      summary = "A change of many customers: how far it is and what it did")
  BulkChange get(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID bulkId) {
    access.require(caller, teamId, productId, Action.CHANGE_IN_BULK);
    return changes.require(teamId, productId, bulkId);
  }

  @PostMapping("/{bulkId}/confirm")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      operationId = "confirmBulkChange",
      summary = "Change those whom the preview fixed",
      description = "Who is gone or archived meanwhile is skipped and reported.")
  BulkChange confirm(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID bulkId,
      @Valid @RequestBody Confirmation confirmation) {
    access.require(caller, teamId, productId, Action.CHANGE_IN_BULK);
    return audit.together(
        () -> {
          BulkChange change = changes.confirm(teamId, productId, bulkId, confirmation.customers());
          record(caller, teamId, productId, "bulk-change.confirmed", change);
          return change;
        });
  }

  @PostMapping("/{bulkId}/undo")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      operationId = "undoBulkChange",
      summary = "Put everyone back who is still as the change left them, for 30 days")
  BulkChange undo(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID bulkId) {
    access.require(caller, teamId, productId, Action.CHANGE_IN_BULK);
    return audit.together(
        () -> {
          BulkChange change = changes.undo(teamId, productId, bulkId);
          record(caller, teamId, productId, "bulk-change.undone", change);
          return change;
        });
  }

  private void record(
      Caller caller, UUID teamId, UUID productId, String action, BulkChange change) {
    audit.record(
        caller,
        teamId,
        productId,
        action,
        "bulk-change",
        change.id(),
        new Audit.Change("kind", null, change.kind()),
        new Audit.Change("customers", null, Long.toString(change.customers())));
  }
}
