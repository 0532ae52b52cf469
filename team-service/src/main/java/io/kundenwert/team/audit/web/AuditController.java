package io.kundenwert.team.audit.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.csv.SpreadsheetCells;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.team.audit.AuditLog;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/teams/{teamId}/audit")
@Tag(name = "Audit log")
class AuditController {
  private final AuditLog audit;
  private final AccessGuard guard;
  private final JsonMapper json;

  AuditController(AuditLog audit, AccessGuard guard, JsonMapper json) {
    this.audit = audit;
    this.guard = guard;
    this.json = json;
  }

  @GetMapping
  @Operation(operationId = "listAuditEntries", summary = "Who changed what, the newest first")
  AuditLog.Page list(
      Caller caller,
      @PathVariable UUID teamId,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable UUID userId,
      @RequestParam(required = false) @Nullable UUID productId,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String subjectType,
      @RequestParam(required = false) @Nullable String subjectId,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to) {
    guard.require(caller, teamId, Action.VIEW_AUDIT_LOG);
    return audit.page(
        teamId,
        new AuditLog.Search(userId, productId, action, subjectType, subjectId, from, to),
        limit,
        before);
  }

  @GetMapping("/verification")
  @Operation(
      operationId = "verifyAuditLog",
      summary = "Computes the chain of the log again and says whether it holds")
  AuditLog.Verification verify(Caller caller, @PathVariable UUID teamId) {
    guard.require(caller, teamId, Action.VIEW_AUDIT_LOG);
    return audit.verify(teamId);
  }

  /**
   * The log as a file. With conditions it holds what the list shows under them, and says so in its
   * name and its first line: the hash of an entry covers the one before, so that a file in which
   * entries are missing proves nothing about the chain.
   */
  @GetMapping("/export")
  @Operation(
      operationId = "exportAuditLog",
      summary = "All entries, or those that fit, as CSV or JSON lines")
  ResponseEntity<StreamingResponseBody> export(
      Caller caller,
      @PathVariable UUID teamId,
      @Schema(allowableValues = {"csv", "json"}) @RequestParam(defaultValue = "csv") String format,
      @RequestParam(required = false) @Nullable UUID userId,
      @RequestParam(required = false) @Nullable UUID productId,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String subjectType,
      @RequestParam(required = false) @Nullable String subjectId,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to) {
    guard.require(caller, teamId, Action.VIEW_AUDIT_LOG);
    boolean csv = format.equals("csv");
    if (!csv && !format.equals("json")) {
      throw Problem.badRequest("invalid-parameter", "format", null);
    }
    AuditLog.Search search =
        new AuditLog.Search(userId, productId, action, subjectType, subjectId, from, to);
    Map<String, Object> conditions = search.conditions();
    String name = conditions.isEmpty() ? "audit" : "audit-filtered";
    return ResponseEntity.ok()
        .contentType(
            csv ? MediaType.parseMediaType("text/csv;charset=UTF-8") : MediaType.APPLICATION_NDJSON)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + name + (csv ? ".csv" : ".ndjson") + "\"")
        .body(
            out -> {
              Writer writer = new OutputStreamWriter(out, UTF_8);
              writer.write(csv ? heading(conditions) : opening(conditions));
              // Under the heading that tells of the conditions stands nothing.
              String end = conditions.isEmpty() ? "\r\n" : ",\r\n";
              audit.export(
                  teamId,
                  search,
                  entry ->
                      write(
                          writer, csv ? row(entry) + end : json.writeValueAsString(entry) + "\n"));
              writer.flush();
            });
  }

  private static String heading(Map<String, Object> conditions) {
    String columns = "seq,at,user,name,via,action,product,type,id,fields,address,hash";
    if (conditions.isEmpty()) {
      return columns + "\r\n";
    }
    String told =
        conditions.entrySet().stream()
            .map(condition -> condition.getKey() + "=" + condition.getValue())
            .collect(Collectors.joining("; "));
    return columns
        + ","
        + cell("filtered: " + told + " (entries are left out: no proof of an unbroken chain)")
        + "\r\n";
  }

  /** A line before the entries; the whole log needs none. */
  private String opening(Map<String, Object> conditions) {
    return conditions.isEmpty()
        ? ""
        : json.writeValueAsString(Map.of("filtered", conditions, "provesChain", false)) + "\n";
  }

  private static void write(Writer writer, String line) {
    try {
      writer.write(line);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static String row(AuditLog.EntryView entry) {
    String fields =
        entry.fields().stream()
            .map(
                field ->
                    field.erased()
                        ? field.name()
                        : field.name()
                            + ": "
                            + Objects.toString(field.before(), "")
                            + " → "
                            + Objects.toString(field.after(), ""))
            .collect(Collectors.joining("; "));
    StringBuilder row = new StringBuilder();
    row.append(entry.seq());
    for (Object cell :
        new Object[] {
          entry.at(),
          entry.userId(),
          entry.userName(),
          entry.via(),
          entry.action(),
          entry.productId(),
          entry.subjectType(),
          entry.subjectId(),
          fields,
          entry.clientAddress(),
          entry.hash()
        }) {
      row.append(',').append(cell(cell));
    }
    return row.toString();
  }

  /** Quoted; what a spreadsheet would take for a formula begins with an apostrophe. */
  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return '"' + SpreadsheetCells.harmless(value.toString()).replace("\"", "\"\"") + '"';
  }
}
