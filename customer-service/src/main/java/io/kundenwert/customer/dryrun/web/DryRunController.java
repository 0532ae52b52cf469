package io.kundenwert.customer.dryrun.web;

import io.kundenwert.customer.dryrun.DryRunReports;
import io.kundenwert.customer.merge.DrySamples;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/teams/{teamId}/imports/{importId}/dry-run")
@Tag(name = "Imports")
class DryRunController {
  private final DrySamples samples;
  private final DryRunReports reports;
  private final AccessGuard access;

  DryRunController(DrySamples samples, DryRunReports reports, AccessGuard access) {
    this.samples = samples;
    this.reports = reports;
    this.access = access;
  }

  @GetMapping("/sample")
  @Operation(
      operationId = "getDryRunSample",
      summary = "Whom the last dry run of an import would create, change and leave, and the sums",
      description =
          "Kept until the import is started, is tried again, or its file is deleted. Values that"
              + " are longer than 200 characters are cut.")
  DryRunReports.Report sample(
      Caller caller, @PathVariable UUID teamId, @PathVariable UUID importId) {
    // Membership first: whoever is not in the team learns nothing of its imports.
    access.requireForSome(caller, teamId, Action.VIEW_IMPORTS);
    DrySamples.DryRun run =
        samples.of(teamId, importId).orElseThrow(() -> Problem.notFound("dry-run"));
    access.require(caller, teamId, run.productId(), Action.VIEW_IMPORTS);
    return reports.of(teamId, run);
  }
}
