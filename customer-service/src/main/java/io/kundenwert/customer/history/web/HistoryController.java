package io.kundenwert.customer.history.web;

import io.kundenwert.customer.history.CustomerHistory;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Customers")
class HistoryController {
  private final CustomerHistory history;
  private final AccessGuard access;

  HistoryController(CustomerHistory history, AccessGuard access) {
    this.history = history;
    this.access = access;
  }

  @GetMapping("/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}/history")
  @Operation(
      operationId = "getCustomerHistory",
      summary = "What happened to a customer, the latest first",
      description =
          "Imports that contributed, edits, merges, the last change of priority. What was undone is"
              + " not in it any more; the audit log has it.")
  CustomerHistory.History history(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID customerId,
      @Parameter(
              description = "Events per page",
              schema = @Schema(type = "integer", minimum = "1", maximum = "200"))
          @RequestParam(defaultValue = "50")
          int limit,
      @Parameter(description = "Read on behind this cursor") @RequestParam @Nullable String after) {
    access.require(caller, teamId, productId, Action.VIEW_CUSTOMERS);
    return history
        .of(caller.userId(), teamId, productId, customerId, limit, after)
        .orElseThrow(() -> Problem.notFound("customer"));
  }
}
