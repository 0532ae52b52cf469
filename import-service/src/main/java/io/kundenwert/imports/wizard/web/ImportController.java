package io.kundenwert.imports.wizard.web;

import io.kundenwert.events.AmountMeaning;
import io.kundenwert.imports.mapping.Mapping;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.upload.UploadStore;
import io.kundenwert.imports.wizard.ImportState;
import io.kundenwert.imports.wizard.Imports;
import io.kundenwert.imports.wizard.OverlapAnswer;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.idempotency.IdempotentRequests;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.lists.ListPage;
import io.kundenwert.support.lists.ListQuery;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.support.problem.ProblemWriter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/teams/{teamId}")
@Tag(name = "Imports")
class ImportController {
  private final Imports imports;
  private final UploadStore uploads;
  private final AccessGuard guard;
  private final Audit audit;
  private final IdempotentRequests idempotent;
  private final JsonMapper json;

  ImportController(
      Imports imports,
      UploadStore uploads,
      AccessGuard guard,
      Audit audit,
      IdempotentRequests idempotent,
      JsonMapper json) {
    this.imports = imports;
    this.uploads = uploads;
    this.guard = guard;
    this.audit = audit;
    this.idempotent = idempotent;
    this.json = json;
  }

  /** The answer that is kept for a repeated request. */
  record Created(UUID id) {}

  /** The parts of an upload, for the API description. */
  @Schema(name = "ImportUpload")
  record UploadParts(
      @Schema(type = "string", format = "binary") String file,
      @Nullable Mapping mapping,
      @Nullable String source,
      @Schema(allowableValues = {"new", "totals"}) @Nullable String amounts,
      @Schema(allowableValues = "auto") @Nullable String start,
      @Nullable Boolean importAgain,
      @Schema(allowableValues = {"add", "only-new", "replace"}) @Nullable String overlap,
      @Nullable UUID replaces,
      @Nullable UUID corrects) {}

  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  @Operation(
      operationId = "uploadImport",
      summary = "Upload a file",
      description =
          "With start=auto the import starts at once if nothing is open; otherwise its status says"
              + " what is.",
      requestBody =
          @RequestBody(
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                      schema = @Schema(implementation = UploadParts.class))))
  @PostMapping("/products/{productId}/imports")
  ResponseEntity<ImportState> upload(
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @Parameter(hidden = true) Caller caller,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    // Before the first byte of the file is read.
    guard.require(caller, teamId, productId, Action.IMPORT_CUSTOMERS);
    UploadForm form = UploadForm.read(request, uploads);
    boolean kept = false;
    try {
      boolean start = form.field("start", "").equals("auto");
      Imports.Wanted wanted = wanted(form);
      Imports.Understood understood = imports.understand(form.upload(), mapping(form), start);
      ResponseEntity<Created> created =
          idempotent.run(
              caller.userId(),
              key,
              "POST " + request.getRequestURI(),
              fingerprint(form, wanted),
              Created.class,
              () -> {
                UUID importId = imports.create(caller, teamId, productId, understood, wanted);
                record(caller, teamId, importId, "import.uploaded", form.fileName());
                return ResponseEntity.created(location(teamId, importId))
                    .body(new Created(importId));
              });
      UUID importId = java.util.Objects.requireNonNull(created.getBody()).id();
      kept = imports.uses(teamId, importId, form.upload());
      imports.created();
      if (start && imports.isReady(teamId, importId)) {
        startUploaded(caller, teamId, importId, wanted.importAgain());
      }
      return ResponseEntity.created(location(teamId, importId))
          .body(imports.state(teamId, importId, language(request)));
    } finally {
      if (!kept) {
        uploads.delete(form.upload().key());
      }
    }
  }

  /** A refusal names the import that the upload has become: it can be started all the same. */
  private void startUploaded(Caller caller, UUID teamId, UUID importId, boolean importAgain) {
    try {
      imports.start(
          caller,
          teamId,
          importId,
          importAgain,
          true,
          () -> record(caller, teamId, importId, "import.started", null));
    } catch (Problem refused) {
      Map<String, Object> params = new LinkedHashMap<>(refused.params());
      params.put("uploadedImportId", importId);
      throw new Problem(refused.status(), refused.code(), params);
    }
  }

  private static Imports.Wanted wanted(UploadForm form) {
    return new Imports.Wanted(
        form.fileName(),
        emptyToNull(form.field("source", "")),
        form.field("amounts", "").isEmpty() ? null : amounts(form.field("amounts", "")),
        form.field("importAgain", "false").equals("true"),
        OverlapAnswer.of(
            emptyToNull(form.field("overlap", "")), id("replaces", form.field("replaces", ""))),
        id("corrects", form.field("corrects", "")));
  }

  private static @Nullable String emptyToNull(String value) {
    return value.isEmpty() ? null : value;
  }

  private static @Nullable UUID id(String field, String value) {
    try {
      return value.isEmpty() ? null : UUID.fromString(value);
    } catch (IllegalArgumentException none) {
      throw Problem.badRequest("invalid-parameter", field, null);
    }
  }

  private static AmountMeaning amounts(String name) {
    try {
      return AmountMeaning.ofWireName(name);
    } catch (IllegalArgumentException unknown) {
      throw Problem.badRequest("invalid-parameter", "amounts", null);
    }
  }

  private @Nullable Mapping mapping(UploadForm form) {
    String text = form.field("mapping", "");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return json.readValue(text, Mapping.class);
    } catch (JacksonException malformed) {
      throw Problem.badRequest("invalid-parameter", "mapping", null);
    }
  }

  private static Map<String, Object> fingerprint(UploadForm form, Imports.Wanted wanted) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("sha256", form.upload().sha256());
    said.put("wanted", wanted);
    said.put("mapping", form.field("mapping", ""));
    said.put("start", form.field("start", ""));
    return said;
  }

  private static URI location(UUID teamId, UUID importId) {
    return URI.create("/api/v1/teams/" + teamId + "/imports/" + importId);
  }

  @Operation(
      operationId = "listImports",
      summary = "List imports of a team or product, the newest first")
  @GetMapping("/imports")
  ListPage<ImportState> list(
      @PathVariable UUID teamId,
      @RequestParam(required = false) @Nullable UUID productId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String before,
      @Parameter(hidden = true) Caller caller) {
    if (productId == null) {
      guard.require(caller, teamId, Action.VIEW_IMPORTS);
    } else {
      guard.require(caller, teamId, productId, Action.VIEW_IMPORTS);
    }
    return imports.list(teamId, productId, ListQuery.of(limit, after, before));
  }

  @Operation(operationId = "getImport", summary = "The whole state of an import")
  @GetMapping("/imports/{importId}")
  ImportState get(
      @PathVariable UUID teamId,
      @PathVariable UUID importId,
      @Parameter(hidden = true) Caller caller,
      @Parameter(hidden = true) HttpServletRequest request) {
    require(caller, teamId, importId, Action.VIEW_IMPORTS);
    return imports.state(teamId, importId, language(request));
  }

  /**
   * A change; what is absent stays.
   *
   * @param version the version that was looked at
   * @param format how the file is to be read
   * @param mapping which column is which field; {@code reading} answers a question
   * @param templateId a saved mapping to apply
   * @param source named source
   * @param amounts new or totals
   * @param overlap what is done with rows that were imported before
   * @param replaces the import that is replaced, with that answer only
   */
  @Schema(name = "ImportChange")
  record ChangeRequest(
      long version,
      @Nullable FormatOverrides format,
      @Nullable Mapping mapping,
      @Nullable UUID templateId,
      @Nullable String source,
      @Schema(allowableValues = {"new", "totals"}) @Nullable String amounts,
      @Schema(allowableValues = {"add", "only-new", "replace"}) @Nullable String overlap,
      @Nullable UUID replaces) {}

  @Operation(
      operationId = "changeImport",
      summary = "Change format, mapping, answers, source or meaning of amounts",
      description =
          "An overlap with earlier imports is answered with overlap, or with amounts=totals.")
  @PutMapping("/imports/{importId}/mapping")
  ImportState change(
      @PathVariable UUID teamId,
      @PathVariable UUID importId,
      @org.springframework.web.bind.annotation.RequestBody ChangeRequest change,
      @Parameter(hidden = true) Caller caller,
      @Parameter(hidden = true) HttpServletRequest request)
      throws IOException {
    require(caller, teamId, importId, Action.IMPORT_CUSTOMERS);
    imports.change(
        teamId,
        importId,
        new Imports.Change(
            change.version(),
            change.format(),
            change.mapping(),
            change.templateId(),
            change.source(),
            change.amounts() == null ? null : amounts(change.amounts()),
            OverlapAnswer.of(change.overlap(), change.replaces())));
    record(caller, teamId, importId, "import.changed", null);
    return imports.state(teamId, importId, language(request));
  }

  /**
   * A start.
   *
   * @param importAgain whether content that was imported before may count once more
   */
  @Schema(name = "ImportStart")
  record StartRequest(@Nullable Boolean importAgain) {}

  @Operation(
      operationId = "startImport",
      summary = "Start an import; starting it twice changes nothing")
  @PostMapping("/imports/{importId}/start")
  ImportState start(
      @PathVariable UUID teamId,
      @PathVariable UUID importId,
      @org.springframework.web.bind.annotation.RequestBody(required = false)
          @Nullable StartRequest start,
      @Parameter(hidden = true) Caller caller,
      @Parameter(hidden = true) HttpServletRequest request) {
    require(caller, teamId, importId, Action.IMPORT_CUSTOMERS);
    imports.start(
        caller,
        teamId,
        importId,
        start != null && Boolean.TRUE.equals(start.importAgain()),
        false,
        () -> record(caller, teamId, importId, "import.started", null));
    return imports.state(teamId, importId, language(request));
  }

  @Operation(operationId = "cancelImport", summary = "Stop an import; rows written until then stay")
  @PostMapping("/imports/{importId}/cancel")
  ImportState cancel(
      @PathVariable UUID teamId,
      @PathVariable UUID importId,
      @Parameter(hidden = true) Caller caller,
      @Parameter(hidden = true) HttpServletRequest request) {
    require(caller, teamId, importId, Action.CANCEL_IMPORT);
    imports.cancel(teamId, importId);
    record(caller, teamId, importId, "import.cancelled", null);
    return imports.state(teamId, importId, language(request));
  }

  @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
  @Operation(
      operationId = "startDryRun",
      summary = "Find out what an import would do",
      description =
          "Goes the whole way of the import, in about its time, and keeps nothing. The counts are"
              + " those of the import if nothing changes in between. A change of the import makes"
              + " the result disappear.")
  @PostMapping("/imports/{importId}/dry-run")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ImportState startDry(
      @PathVariable UUID teamId,
      @PathVariable UUID importId,
      @Parameter(hidden = true) Caller caller,
      @Parameter(hidden = true) HttpServletRequest request) {
    require(caller, teamId, importId, Action.IMPORT_CUSTOMERS);
    imports.startDry(
        caller,
        teamId,
        importId,
        () -> record(caller, teamId, importId, "import.dry-run-started", null));
    return imports.state(teamId, importId, language(request));
  }

  @Operation(operationId = "cancelDryRun", summary = "Stop a dry run")
  @DeleteMapping("/imports/{importId}/dry-run")
  ImportState cancelDry(
      @PathVariable UUID teamId,
      @PathVariable UUID importId,
      @Parameter(hidden = true) Caller caller,
      @Parameter(hidden = true) HttpServletRequest request) {
    require(caller, teamId, importId, Action.CANCEL_IMPORT);
    imports.cancelDry(teamId, importId);
    record(caller, teamId, importId, "import.dry-run-cancelled", null);
    return imports.state(teamId, importId, language(request));
  }

  private void record(
      Caller caller, UUID teamId, UUID importId, String action, @Nullable String fileName) {
    audit.record(
        caller,
        teamId,
        imports.productOf(teamId, importId),
        action,
        "import",
        importId,
        fileName == null
            ? new Audit.Change[0]
            : new Audit.Change[] {new Audit.Change("fileName", null, fileName)});
  }

  private void require(Caller caller, UUID teamId, UUID importId, Action action) {
    // Membership first: whoever is not in the team learns nothing of its imports.
    guard.requireForSome(caller, teamId, action);
    guard.require(caller, teamId, imports.productOf(teamId, importId), action);
  }

  private static Locale language(HttpServletRequest request) {
    return ProblemWriter.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
  }
}
