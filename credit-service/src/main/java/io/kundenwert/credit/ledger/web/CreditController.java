package io.kundenwert.credit.ledger.web;

import io.kundenwert.credit.ledger.Ledger;
import io.kundenwert.credit.ledger.Movement;
import io.kundenwert.events.CreditBalance;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.lists.ListPage;
import io.kundenwert.support.lists.ListQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/teams/{teamId}/credits")
@Tag(name = "Credits")
class CreditController {
  private final Ledger ledger;
  private final AccessGuard guard;

  CreditController(Ledger ledger, AccessGuard guard) {
    this.ledger = ledger;
    this.guard = guard;
  }

  /** The answer: credits that can be spent, and those held by reservations. */
  record Balance(long available, long reserved) {}

  @GetMapping
  @Operation(operationId = "getCredits", summary = "The team's credits")
  Balance balance(Caller caller, @PathVariable UUID teamId) {
    guard.require(caller, teamId, Action.VIEW_CREDIT_BALANCE);
    CreditBalance balance = ledger.balance(teamId);
    return new Balance(balance.available(), balance.reserved());
  }

  @GetMapping("/movements")
  @Operation(operationId = "listCreditMovements", summary = "Movements of credits, newest first")
  ListPage<Movement> movements(
      Caller caller,
      @PathVariable UUID teamId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String before) {
    guard.require(caller, teamId, Action.VIEW_CREDIT_HISTORY);
    return ledger.movements(teamId, ListQuery.of(limit, after, before));
  }
}
