package io.kundenwert.customer.revaluation.web;

import io.kundenwert.customer.revaluation.PriorityPreviews;
import io.kundenwert.customer.revaluation.Ranking;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Customers", description = "Customers and what they are worth")
class PriorityController {
  private final PriorityPreviews previews;
  private final AccessGuard access;

  PriorityController(PriorityPreviews previews, AccessGuard access) {
    this.previews = previews;
    this.access = access;
  }

  @GetMapping("/api/v1/teams/{teamId}/products/{productId}/priorities/preview")
  @Operation(
      operationId = "previewPriorities",
      summary = "How many customers another ranking would give another priority",
      description =
          "Changes nothing. Of large products the numbers are estimated, which the answer says.")
  PriorityPreviews.PriorityPreview preview(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Parameter(description = "Monthly spend from which the priority is high, in minor units")
          @RequestParam
          String highFrom,
      @Parameter(description = "Monthly spend from which the priority is medium, in minor units")
          @RequestParam
          String mediumFrom,
      @Parameter(
              description = "The total that decides",
              schema = @Schema(allowableValues = {"gross", "net"}))
          @RequestParam
          String rankBy) {
    access.require(caller, teamId, productId, Action.EDIT_PRODUCT);
    return previews.of(teamId, productId, Ranking.parse(highFrom, mediumFrom, rankBy));
  }
}
