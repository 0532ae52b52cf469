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

  @GetMapping("/export")
  @Operation(operationId = "exportAuditLog", summary = "All entries, as CSV or JSON lines")
  ResponseEntity<StreamingResponseBody> export(
      Caller caller,
      @PathVariable UUID teamId,
      @Schema(allowableValues = {"csv", "json"}) @RequestParam(defaultValue = "csv")
          String format) {
    guard.require(caller, teamId, Action.VIEW_AUDIT_LOG);
    boolean csv = format.equals("csv");
    if (!csv && !format.equals("json")) {
      throw Problem.badRequest("invalid-parameter", "format", null);
    }
    AuditLog.Search all = new AuditLog.Search(null, null, null, null, null, null, null);
    return ResponseEntity.ok()
        .contentType(
            csv ? MediaType.parseMediaType("text/csv;charset=UTF-8") : MediaType.APPLICATION_NDJSON)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"audit." + (csv ? "csv" : "ndjson") + "\"")
        .body(
            out -> {
              Writer writer = new OutputStreamWriter(out, UTF_8);
              if (csv) {
                writer.write("seq,at,user,name,via,action,product,type,id,fields,address,hash\r\n");
              }
              audit.export(teamId, all, entry -> write(writer, entry, csv));
              writer.flush();
            });
  }

  private void write(Writer writer, AuditLog.EntryView entry, boolean csv) {
    try {
      writer.write(csv ? row(entry) : json.writeValueAsString(entry) + "\n");
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
    return row.append("\r\n").toString();
  }

  /** Quoted; what a spreadsheet would take for a formula begins with an apostrophe. */
  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return '"' + SpreadsheetCells.harmless(value.toString()).replace("\"", "\"\"") + '"';
  }
}
