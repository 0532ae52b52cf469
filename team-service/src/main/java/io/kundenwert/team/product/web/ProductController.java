package io.kundenwert.team.product.web;

import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.idempotency.IdempotentRequests;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.support.lists.ListPage;
import io.kundenwert.support.lists.ListQuery;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.team.product.Amount;
import io.kundenwert.team.product.OutreachSettings;
import io.kundenwert.team.product.ProductSettings;
import io.kundenwert.team.product.ProductView;
import io.kundenwert.team.product.Products;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/teams/{teamId}/products")
@Tag(name = "Products")
class ProductController {
  private final Products products;
  private final AccessGuard guard;
  private final Audit audit;
  private final IdempotentRequests idempotent;

  ProductController(
      Products products, AccessGuard guard, Audit audit, IdempotentRequests idempotent) {
    this.products = products;
    this.guard = guard;
    this.audit = audit;
    this.idempotent = idempotent;
  }

  /** How customers are written to. What is left out is empty, the language German. */
  record Outreach(
      @Schema(description = "Up to 500 characters", example = "Freundlich, per Sie")
          @Nullable String tone,
      @Schema(description = "ISO 639-1, de if left out", example = "de") @Nullable String language,
      @Schema(description = "Up to 120 characters", example = "Mia Brandt")
          @Nullable String senderName,
      @Schema(description = "Where answers go", example = "mia@example.com")
          @Nullable String senderEmail) {
    OutreachSettings settings() {
      return new OutreachSettings(
          Objects.requireNonNullElse(tone, ""),
          Objects.requireNonNullElse(language, "de"),
          Objects.requireNonNullElse(senderName, ""),
          Objects.requireNonNullElse(senderEmail, ""));
    }
  }

  /** Settings of a new product. What is left out has a default. */
  record NewProduct(
      @Schema(description = "1 to 120 characters", example = "Kurse") @NotNull String name,
      @Nullable String description,
      @Schema(description = "What can be offered to customers") @Nullable String incentives,
      @Schema(
              description = "ISO 4217, EUR if left out; it cannot be changed later",
              example = "EUR")
          @Nullable String currency,
      @Schema(description = "IANA zone, Europe/Berlin if left out", example = "Europe/Berlin")
          @Nullable String timeZone,
      @Schema(description = "Monthly spend from which the priority is high; 100 if left out")
          @Nullable Amount highFrom,
      @Schema(description = "Monthly spend from which the priority is medium; 50 if left out")
          @Nullable Amount mediumFrom,
      @Schema(allowableValues = {"gross", "net"}) @Nullable String rankBy,
      @Nullable Outreach outreach) {
    ProductSettings settings() {
      String code = Objects.requireNonNullElse(currency, "EUR");
      return new ProductSettings(
          name,
          Objects.requireNonNullElse(description, ""),
          Objects.requireNonNullElse(incentives, ""),
          code,
          Objects.requireNonNullElse(timeZone, "Europe/Berlin"),
          highFrom == null
              ? ProductSettings.defaultHighFrom(code)
              : minor("highFrom", highFrom, code),
          mediumFrom == null
              ? ProductSettings.defaultMediumFrom(code)
              : minor("mediumFrom", mediumFrom, code),
          Objects.requireNonNullElse(rankBy, "gross"),
          outreach == null ? OutreachSettings.DEFAULT : outreach.settings());
    }
  }

  /** All settings of a product, with the version that they were read with. */
  record ChangedProduct(
      @Schema(description = "The version that the product was read with") long version,
      @NotNull String name,
      @NotNull String description,
      @NotNull String incentives,
      @Schema(description = "The product's currency: it cannot be changed") @NotNull
          String currency,
      @NotNull String timeZone,
      @NotNull Amount highFrom,
      @NotNull Amount mediumFrom,
      @Schema(allowableValues = {"gross", "net"}) @NotNull String rankBy,
      @Schema(description = "How customers are written to; stays as it is if left out")
          @Nullable Outreach outreach) {
    ProductSettings settings(ProductView before) {
      return new ProductSettings(
          name,
          description,
          incentives,
          currency,
          timeZone,
          minor("highFrom", highFrom, currency),
          minor("mediumFrom", mediumFrom, currency),
          rankBy,
          outreach == null ? before.outreach() : outreach.settings());
    }
  }

  @GetMapping
  @Operation(operationId = "listProducts", summary = "The team's products, oldest first")
  ListPage<ProductView> list(
      Caller caller,
      @PathVariable UUID teamId,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String before) {
    guard.require(caller, teamId, Action.VIEW_PRODUCTS);
    return products.page(teamId, ListQuery.of(limit, after, before));
  }

  @GetMapping("/{productId}")
  @Operation(operationId = "getProduct", summary = "A product's settings")
  ProductView get(Caller caller, @PathVariable UUID teamId, @PathVariable UUID productId) {
    guard.require(caller, teamId, productId, Action.VIEW_PRODUCTS);
    return products.get(teamId, productId);
  }

  @PostMapping
  @Operation(operationId = "createProduct", summary = "Creates a product")
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  ResponseEntity<ProductView> create(
      Caller caller,
      @PathVariable UUID teamId,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      @Valid @RequestBody NewProduct request) {
    guard.require(caller, teamId, Action.CREATE_PRODUCT);
    ProductSettings settings = request.settings();
    return idempotent.run(
        caller.userId(),
        idempotencyKey,
        "createProduct " + teamId,
        request,
        ProductView.class,
        () -> {
          ProductView product = products.create(teamId, Ids.next(), caller.userId(), settings);
          record(
              caller, teamId, product.id(), "product.created", changes(Map.of(), fields(product)));
          return ResponseEntity.created(
                  URI.create("/api/v1/teams/" + teamId + "/products/" + product.id()))
              .body(product);
        });
  }

  @PutMapping("/{productId}")
  @Operation(operationId = "changeProduct", summary = "Replaces a product's settings")
  ProductView change(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Valid @RequestBody ChangedProduct request) {
    guard.require(caller, teamId, productId, Action.EDIT_PRODUCT);
    return audit.together(
        () -> {
          ProductView before = products.get(teamId, productId);
          ProductView product =
              products.change(teamId, productId, request.version(), request.settings(before));
          Audit.Change[] changes = changes(fields(before), fields(product));
          if (changes.length > 0) {
            record(caller, teamId, productId, "product.changed", changes);
          }
          return product;
        });
  }

  @DeleteMapping("/{productId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "deleteProduct",
      summary = "Deletes a product with all its customers and imports; the name confirms it")
  void delete(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @RequestParam String name) {
    guard.require(caller, teamId, productId, Action.DELETE_PRODUCT);
    audit.together(
        () -> {
          products.delete(teamId, productId, name);
          record(
              caller,
              teamId,
              productId,
              "product.deleted",
              new Audit.Change("name", name.strip(), null));
        });
  }

  /** Who becomes a product's creator. */
  record NewCreator(@NotNull UUID userId) {}

  @PostMapping("/{productId}/creator")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "transferProduct", summary = "Makes a product another member's own")
  void transfer(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Valid @RequestBody NewCreator request) {
    guard.require(caller, teamId, productId, Action.TRANSFER_PRODUCT);
    audit.together(
        () -> {
          UUID before = products.get(teamId, productId).createdBy();
          products.transfer(teamId, productId, request.userId());
          record(
              caller,
              teamId,
              productId,
              "product.transferred",
              new Audit.Change("createdBy", before.toString(), request.userId().toString()));
        });
  }

  private void record(
      Caller caller, UUID teamId, UUID productId, String action, Audit.Change... changes) {
    audit.record(caller, teamId, productId, action, "product", productId, changes);
  }

  private static Map<String, String> fields(ProductView product) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", product.name());
    fields.put("description", product.description());
    fields.put("incentives", product.incentives());
    fields.put("currency", product.currency());
    fields.put("timeZone", product.timeZone());
    fields.put("highFrom", product.highFrom().minor());
    fields.put("mediumFrom", product.mediumFrom().minor());
    fields.put("rankBy", product.rankBy());
    fields.put("outreach.tone", product.outreach().tone());
    fields.put("outreach.language", product.outreach().language());
    fields.put("outreach.senderName", product.outreach().senderName());
    fields.put("outreach.senderEmail", product.outreach().senderEmail());
    return fields;
  }

  /** What is different; what is empty before and after was not changed. */
  private static Audit.Change[] changes(Map<String, String> before, Map<String, String> after) {
    return after.entrySet().stream()
        .filter(field -> !field.getValue().equals(before.getOrDefault(field.getKey(), "")))
        .map(
            field -> new Audit.Change(field.getKey(), before.get(field.getKey()), field.getValue()))
        .toArray(Audit.Change[]::new);
  }

  private static long minor(String field, Amount amount, String currency) {
    if (!amount.currency().equals(currency)) {
      throw Problem.badRequest("currency-mismatch", field, amount.currency());
    }
    try {
      return Long.parseLong(amount.minor());
    } catch (NumberFormatException malformed) {
      throw Problem.badRequest("amount-malformed", field, null);
    }
  }
}
