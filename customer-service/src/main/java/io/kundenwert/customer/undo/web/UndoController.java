package io.kundenwert.customer.undo.web;

import io.kundenwert.customer.merge.Runs;
import io.kundenwert.customer.undo.EditedCustomers;
import io.kundenwert.customer.undo.UndoState;
import io.kundenwert.customer.undo.Undos;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@RequestMapping("/api/v1/teams/{teamId}/imports/{importId}/undo")
@Tag(name = "Undo", description = "Taking a whole import back")
class UndoController {
  private final Undos undos;
  private final EditedCustomers edited;
  private final Runs runs;
  private final AccessGuard access;
  private final Audit audit;

  UndoController(Undos undos, EditedCustomers edited, Runs runs, AccessGuard access, Audit audit) {
    this.undos = undos;
    this.edited = edited;
    this.runs = runs;
    this.access = access;
    this.audit = audit;
  }

  /**
   * What is asked for.
   *
   * @param dryRun whether to look only
   */
  @Schema(name = "UndoRequest")
  record Request(@Nullable Boolean dryRun) {}

  /**
   * What was asked for.
   *
   * @param dryRun the last look at what undoing would do
   * @param undo the undo itself
   */
  @Schema(name = "UndoReport")
  record Report(@Nullable UndoState dryRun, @Nullable UndoState undo) {}

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      operationId = "undoImport",
      summary = "Undo an import, or look at what that would do",
      description =
          "Works in the background. Amounts fall back exactly; customers to whom nothing else"
              + " refers disappear; fields get the value that remains the newest.")
  UndoState undo(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID importId,
      @RequestBody(required = false) @Nullable Request request) {
    UUID productId = require(caller, teamId, importId, Action.CANCEL_IMPORT);
    undos.awaitEnd(teamId, productId, importId);
    if (request != null && Boolean.TRUE.equals(request.dryRun())) {
      return undos.look(teamId, productId, importId, caller.userId());
    }
    return audit.together(
        () -> {
          UndoState state = undos.undo(teamId, productId, importId, caller.userId());
          audit.record(caller, teamId, productId, "import.undone", "import", importId);
          return state;
        });
  }

  @GetMapping
  @Operation(
      operationId = "getImportUndo",
      summary = "How far undoing an import is, and its report")
  Report report(Caller caller, @PathVariable UUID teamId, @PathVariable UUID importId) {
    UUID productId = require(caller, teamId, importId, Action.VIEW_IMPORTS);
    return new Report(
        undos.state(teamId, productId, importId, true).orElse(null),
        undos.state(teamId, productId, importId, false).orElse(null));
  }

  @GetMapping("/edited")
  @Operation(
      operationId = "listUndoEditedCustomers",
      summary = "Who keeps a field as a person entered it, although the import is undone",
      description = "In the order in which they were first seen, page by page.")
  EditedCustomers.Page edited(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID importId,
      @Parameter(description = "Of the last look instead of the undo")
          @RequestParam(defaultValue = "false")
          boolean dryRun,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable UUID after) {
    UUID productId = require(caller, teamId, importId, Action.VIEW_CUSTOMERS);
    return edited.page(teamId, productId, importId, dryRun, limit, after);
  }

  private UUID require(Caller caller, UUID teamId, UUID importId, Action action) {
    // Membership first: whoever is not in the team learns nothing of its imports.
    access.requireForSome(caller, teamId, action);
    UUID productId = runs.productOf(teamId, importId).orElseThrow(() -> Problem.notFound("import"));
    access.require(caller, teamId, productId, action);
    return productId;
  }
}
