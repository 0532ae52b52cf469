package io.kundenwert.customer.source.web;

import io.kundenwert.customer.source.SourceView;
import io.kundenwert.customer.source.Sources;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Sources", description = "Where amounts come from")
class SourceController {
  private final Sources sources;
  private final AccessGuard access;

  SourceController(Sources sources, AccessGuard access) {
    this.sources = sources;
    this.access = access;
  }

  @Schema(description = "All sources of a product")
  record SourceList(List<SourceView> items) {}

  @GetMapping("/api/v1/teams/{teamId}/products/{productId}/sources")
  @Operation(operationId = "listSources", summary = "The sources of a product, the oldest first")
  SourceList list(Caller caller, @PathVariable UUID teamId, @PathVariable UUID productId) {
    access.require(caller, teamId, productId, Action.VIEW_CUSTOMERS);
    return new SourceList(sources.of(teamId, productId));
  }
}
