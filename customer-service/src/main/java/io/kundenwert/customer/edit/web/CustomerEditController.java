package io.kundenwert.customer.edit.web;

import io.kundenwert.customer.directory.CustomerDetails;
import io.kundenwert.customer.edit.FieldChange;
import io.kundenwert.customer.merge.CustomerEdits;
import io.kundenwert.customer.merge.CustomerMerges;
import io.kundenwert.customer.merge.Edit;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/teams/{teamId}/products/{productId}/customers/{customerId}")
@Tag(name = "Customers")
class CustomerEditController {
  private final CustomerEdits edits;
  private final CustomerMerges merges;
  private final CustomerDetails details;
  private final AccessGuard access;
  private final Audit audit;

  CustomerEditController(
      CustomerEdits edits,
      CustomerMerges merges,
      CustomerDetails details,
      AccessGuard access,
      Audit audit) {
    this.edits = edits;
    this.merges = merges;
    this.details = details;
    this.access = access;
    this.audit = audit;
  }

  /** The fields of a change, for the API description; what is read is the JSON itself. */
  @Schema(
      name = "CustomerChange",
      description = "What is absent stays, what is null is emptied; consent cannot be")
  record Change(
      @Nullable String name,
      @Nullable String company,
      @Nullable String phone,
      @Nullable String country,
      @Nullable String externalId,
      @Nullable Boolean consent,
      @Nullable List<String> tags,
      @Nullable Map<String, String> custom) {}

  /**
   * An address.
   *
   * @param email as written
   */
  @Schema(name = "CustomerEmail")
  record Email(@NotBlank @Size(max = 320) String email) {}

  /**
   * Another customer.
   *
   * @param customerId who is merged, or was
   */
  @Schema(name = "OtherCustomer")
  record Other(@NotNull UUID customerId) {}

  @PatchMapping
  @Operation(
      operationId = "changeCustomer",
      summary = "Change fields and tags of a customer",
      description =
          "An edit wins over imports that began before it; a later import may replace it.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @io.swagger.v3.oas.annotations.media.Content(
                      schema = @Schema(implementation = Change.class))))
  CustomerDetails.Customer change(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID customerId,
      @RequestBody JsonNode change) {
    access.require(caller, teamId, productId, Action.EDIT_CUSTOMERS);
    Map<String, Object> fields = FieldChange.read(change);
    edits.setFields(
        edit(
            caller,
            teamId,
            productId,
            customerId,
            "customer.edited",
            fields.entrySet().stream()
                .map(field -> new Audit.Change(field.getKey(), null, field.getValue().toString()))
                .toArray(Audit.Change[]::new)),
        fields);
    return details(teamId, productId, customerId);
  }

  @PostMapping("/email")
  @Operation(
      operationId = "changeCustomerEmail",
      summary = "Give a customer another address; the earlier ones stay theirs")
  CustomerDetails.Customer email(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID customerId,
      @Valid @RequestBody Email email) {
    access.require(caller, teamId, productId, Action.EDIT_CUSTOMERS);
    edits.setEmail(
        edit(
            caller,
            teamId,
            productId,
            customerId,
            "customer.email-changed",
            new Audit.Change("email", null, email.email())),
        email.email());
    return details(teamId, productId, customerId);
  }

  @PostMapping("/merge")
  @Operation(
      operationId = "mergeCustomers",
      summary = "Merge another customer into this one",
      description = "Addresses, amounts and edits of the other become this one's.")
  CustomerDetails.Customer merge(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID customerId,
      @Valid @RequestBody Other other) {
    access.require(caller, teamId, productId, Action.MERGE_CUSTOMERS);
    merges.merge(
        edit(
            caller,
            teamId,
            productId,
            customerId,
            "customer.merged",
            new Audit.Change("merged", null, other.customerId().toString())),
        other.customerId());
    return details(teamId, productId, customerId);
  }

  @PostMapping("/unmerge")
  @Operation(
      operationId = "unmergeCustomers",
      summary = "Part a customer that was merged into this one again")
  CustomerDetails.Customer unmerge(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID customerId,
      @Valid @RequestBody Other other) {
    access.require(caller, teamId, productId, Action.MERGE_CUSTOMERS);
    merges.part(
        edit(
            caller,
            teamId,
            productId,
            customerId,
            "customer.parted",
            new Audit.Change("merged", other.customerId().toString(), null)),
        other.customerId());
    return oneOf(teamId, productId, customerId, other.customerId());
  }

  private Edit edit(
      Caller caller,
      UUID teamId,
      UUID productId,
      UUID customerId,
      String action,
      Audit.Change... changes) {
    return new Edit(
        caller.userId(),
        teamId,
        productId,
        customerId,
        () -> audit.record(caller, teamId, productId, action, "customer", customerId, changes));
  }

  /** Where nothing refers to one of two parted customers, it is gone. */
  private CustomerDetails.Customer oneOf(
      UUID teamId, UUID productId, UUID customerId, UUID otherId) {
    return details
        .of(teamId, productId, customerId)
        .orElseGet(() -> details(teamId, productId, otherId));
  }

  private CustomerDetails.Customer details(UUID teamId, UUID productId, UUID customerId) {
    return details
        .of(teamId, productId, customerId)
        .orElseThrow(() -> Problem.notFound("customer"));
  }
}
