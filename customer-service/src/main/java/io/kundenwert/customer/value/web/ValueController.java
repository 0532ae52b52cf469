package io.kundenwert.customer.value.web;

import io.kundenwert.customer.value.PaymentsOverTime;
import io.kundenwert.customer.value.ValueExplanation;
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
@Tag(name = "Customers", description = "Customers and what they are worth")
class ValueController {
  private final ValueExplanation explanation;
  private final PaymentsOverTime payments;
  private final AccessGuard access;

  ValueController(ValueExplanation explanation, PaymentsOverTime payments, AccessGuard access) {
    this.explanation = explanation;
    this.payments = payments;
    this.access = access;
  }

  @GetMapping("/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}/value")
  @Operation(
      operationId = "explainCustomerValue",
      summary = "Why a customer has the value they have: contributions, sum, months, thresholds")
  ValueExplanation.Explanation explain(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID customerId,
      @Parameter(
              description = "Contributions per page",
              schema = @Schema(type = "integer", minimum = "1", maximum = "200"))
          @RequestParam(defaultValue = "50")
          int limit,
      @Parameter(description = "Read on behind this cursor") @RequestParam @Nullable String after) {
    access.require(caller, teamId, productId, Action.VIEW_CUSTOMERS);
    return explanation
        .of(caller.userId(), teamId, productId, customerId, limit, after)
        .orElseThrow(() -> Problem.notFound("customer"));
  }

  @GetMapping("/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}/payments")
  @Operation(
      operationId = "getPaymentsOverTime",
      summary = "What a customer paid by month and source, in the last two years")
  PaymentsOverTime.Payments payments(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID customerId) {
    access.require(caller, teamId, productId, Action.VIEW_CUSTOMERS);
    return payments
        .of(teamId, productId, customerId)
        .orElseThrow(() -> Problem.notFound("customer"));
  }
}
