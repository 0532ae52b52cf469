package io.kundenwert.customer.merge.web;

import io.kundenwert.customer.merge.DeadRows;
import io.kundenwert.customer.merge.Runs;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/teams/{teamId}/imports/{importId}/dead-rows")
@Tag(name = "Imports")
class DeadRowController {
  private final DeadRows rows;
  private final Runs runs;
  private final AccessGuard access;
  private final Audit audit;

  DeadRowController(DeadRows rows, Runs runs, AccessGuard access, Audit audit) {
    this.rows = rows;
    this.runs = runs;
    this.access = access;
    this.audit = audit;
  }

  @Schema(name = "DeadRowList", description = "Rows that could not be written, in file order")
  record DeadRowList(List<DeadRows.DeadRow> items) {}

  @GetMapping
  @Operation(operationId = "listDeadRows", summary = "Rows of an import that could not be written")
  DeadRowList list(Caller caller, @PathVariable UUID teamId, @PathVariable UUID importId) {
    UUID productId = require(caller, teamId, importId, Action.VIEW_IMPORTS);
    return new DeadRowList(rows.of(teamId, productId, importId));
  }

  @PostMapping("/replay")
  @Operation(
      operationId = "replayDeadRows",
      summary = "Try to write those rows again",
      description = "They are kept for 30 days. The import's counts and amounts follow.")
  DeadRows.Replayed replay(Caller caller, @PathVariable UUID teamId, @PathVariable UUID importId) {
    UUID productId = require(caller, teamId, importId, Action.IMPORT_CUSTOMERS);
    DeadRows.Replayed replayed = rows.replay(teamId, productId, importId);
    audit.record(caller, teamId, productId, "import.dead-rows-replayed", "import", importId);
    return replayed;
  }

  private UUID require(Caller caller, UUID teamId, UUID importId, Action action) {
    // Membership first: whoever is not in the team learns nothing of its imports.
    access.requireForSome(caller, teamId, action);
    UUID productId = runs.productOf(teamId, importId).orElseThrow(() -> Problem.notFound("import"));
    access.require(caller, teamId, productId, action);
    return productId;
  }
}
