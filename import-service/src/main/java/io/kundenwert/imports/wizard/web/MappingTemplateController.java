package io.kundenwert.imports.wizard.web;

import io.kundenwert.imports.template.MappingTemplates;
import io.kundenwert.imports.wizard.Imports;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.idempotency.IdempotentRequests;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/teams/{teamId}/products/{productId}/mapping-templates")
@Tag(name = "Mapping templates")
class MappingTemplateController {
  private final MappingTemplates templates;
  private final Imports imports;
  private final AccessGuard guard;
  private final Audit audit;
  private final IdempotentRequests idempotent;

  MappingTemplateController(
      MappingTemplates templates,
      Imports imports,
      AccessGuard guard,
      Audit audit,
      IdempotentRequests idempotent) {
    this.templates = templates;
    this.imports = imports;
    this.guard = guard;
    this.audit = audit;
    this.idempotent = idempotent;
  }

  /**
   * A mapping to save.
   *
   * @param name a template of that name is replaced
   * @param importId the import whose mapping it is
   */
  @Schema(name = "MappingTemplateSave")
  record SaveRequest(@NotBlank @Size(max = 120) String name, @NotNull UUID importId) {}

  /** The saved template. */
  @Schema(name = "MappingTemplateId")
  record Saved(UUID id) {}

  /** All templates of the product. */
  @Schema(name = "MappingTemplateList")
  record Page(List<MappingTemplates.Saved> items) {}

  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  @Operation(
      operationId = "saveMappingTemplate",
      summary = "Save the mapping of an import under a name")
  @PostMapping
  ResponseEntity<Saved> save(
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @Valid @RequestBody SaveRequest request,
      @Parameter(hidden = true) Caller caller) {
    guard.require(caller, teamId, productId, Action.SAVE_MAPPING_TEMPLATES);
    if (!imports.productOf(teamId, request.importId()).equals(productId)) {
      throw Problem.notFound("import");
    }
    String path = "/api/v1/teams/" + teamId + "/products/" + productId + "/mapping-templates";
    return idempotent.run(
        caller.userId(),
        key,
        "POST " + path,
        request,
        Saved.class,
        () -> {
          UUID id = imports.saveTemplate(caller, teamId, request.importId(), request.name());
          audit.record(
              caller,
              teamId,
              productId,
              "mapping-template.saved",
              "mapping-template",
              id,
              new Audit.Change("name", null, request.name()));
          return ResponseEntity.created(URI.create(path + "/" + id)).body(new Saved(id));
        });
  }

  @Operation(operationId = "listMappingTemplates", summary = "The product's saved mappings by name")
  @GetMapping
  Page all(
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Parameter(hidden = true) Caller caller) {
    guard.require(caller, teamId, productId, Action.VIEW_IMPORTS);
    return new Page(templates.all(teamId, productId));
  }
}
