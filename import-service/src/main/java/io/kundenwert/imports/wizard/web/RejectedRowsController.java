package io.kundenwert.imports.wizard.web;

import io.kundenwert.imports.run.RejectedRows;
import io.kundenwert.imports.wizard.Imports;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.support.problem.ProblemWriter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@RestController
@RequestMapping("/api/v1/teams/{teamId}/imports/{importId}")
@Tag(name = "Imports")
class RejectedRowsController {
  private static final int MAX_PAGE = 500;

  private final Imports imports;
  private final RejectedRows rejected;
  private final AccessGuard guard;

  RejectedRowsController(Imports imports, RejectedRows rejected, AccessGuard guard) {
    this.imports = imports;
    this.rejected = rejected;
    this.guard = guard;
  }

  @Operation(
      operationId = "downloadRejectedRows",
      summary = "All rejected rows as CSV: original columns, row number, code, reason",
      responses =
          @ApiResponse(
              responseCode = "200",
              content =
                  @Content(
                      mediaType = "text/csv",
                      schema = @Schema(type = "string", format = "binary"))))
  @GetMapping("/rejected-rows.csv")
  ResponseEntity<StreamingResponseBody> csv(
      @PathVariable UUID teamId,
      @PathVariable UUID importId,
      @Parameter(description = "Of the dry run instead of the import")
          @RequestParam(defaultValue = "false")
          boolean dryRun,
      @RequestParam(required = false) @Nullable String lang,
      @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String acceptLanguage,
      @Parameter(hidden = true) Caller caller) {
    require(caller, teamId, importId);
    RejectedRows.Download download = rejected.csv(importId, dryRun, language(lang, acceptLanguage));
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, "text/csv; charset=UTF-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"rejected-rows.csv\"")
        .body(download::writeTo);
  }

  /**
   * A page of rejected rows.
   *
   * @param items in file order
   * @param next value of {@code after} for the next page
   */
  @Schema(name = "RejectedRowPage")
  record Page(List<RejectedRows.Item> items, @Nullable String next) {}

  @Operation(operationId = "listRejectedRows", summary = "Rejected rows, in pages")
  @GetMapping("/rejected-rows")
  Page page(
      @PathVariable UUID teamId,
      @PathVariable UUID importId,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "50") int limit,
      @Parameter(description = "Of the dry run instead of the import")
          @RequestParam(defaultValue = "false")
          boolean dryRun,
      @RequestParam(required = false) @Nullable String lang,
      @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String acceptLanguage,
      @Parameter(hidden = true) Caller caller) {
    require(caller, teamId, importId);
    if (limit < 1 || limit > MAX_PAGE) {
      throw Problem.badRequest("invalid-parameter", "limit", limit);
    }
    List<RejectedRows.Item> items =
        rejected.page(importId, dryRun, after, limit, code, language(lang, acceptLanguage));
    return new Page(items, items.size() < limit ? null : Long.toString(items.getLast().row()));
  }

  private void require(Caller caller, UUID teamId, UUID importId) {
    guard.require(caller, teamId, Action.VIEW_IMPORTS);
    guard.require(caller, teamId, imports.productOf(teamId, importId), Action.VIEW_IMPORTS);
  }

  private static Locale language(@Nullable String lang, @Nullable String acceptLanguage) {
    return ProblemWriter.language(lang == null ? acceptLanguage : lang);
  }
}
