package io.kundenwert.team.apikey.web;

import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.team.account.PersonalAudit;
import io.kundenwert.team.apikey.ApiKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/api-keys")
@Tag(name = "Account")
class ApiKeyController {
  private final ApiKeys keys;
  private final PersonalAudit personal;
  private final Audit audit;

  ApiKeyController(ApiKeys keys, PersonalAudit personal, Audit audit) {
    this.keys = keys;
    this.personal = personal;
    this.audit = audit;
  }

  /** A key to be made. */
  record NewApiKey(
      @NotNull String name,
      @Schema(description = "Some of read, imports, customers, team") @NotNull List<String> scopes,
      @Nullable Instant expiresAt) {}

  /** A new key; its secret is shown this once. */
  record MadeApiKey(
      UUID id,
      String name,
      List<String> scopes,
      Instant createdAt,
      @Nullable Instant expiresAt,
      String secret) {
    @Override
    public String toString() {
      return "MadeApiKey[" + id + "]";
    }
  }

  /** One's keys. */
  record ApiKeyList(List<ApiKeys.ApiKeyView> items) {}

  @GetMapping
  @Operation(operationId = "listApiKeys", summary = "One's API keys, the newest first")
  ApiKeyList list(Caller caller) {
    caller.requireSession();
    return new ApiKeyList(keys.of(caller.userId()));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(operationId = "createApiKey", summary = "Makes an API key; it is shown this once")
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  MadeApiKey create(Caller caller, @Valid @RequestBody NewApiKey request) {
    caller.requireSession();
    ApiKeys.Made made =
        audit.together(
            () -> {
              ApiKeys.Made key =
                  keys.make(caller.userId(), request.name(), request.scopes(), request.expiresAt());
              personal.record(
                  caller,
                  "api-key.created",
                  "api-key",
                  key.key().id(),
                  new Audit.Change("name", null, key.key().name()),
                  new Audit.Change("scopes", null, String.join(" ", key.key().scopes())));
              return key;
            });
    return new MadeApiKey(
        made.key().id(),
        made.key().name(),
        made.key().scopes(),
        made.key().createdAt(),
        made.key().expiresAt(),
        made.secret().secret());
  }

  @DeleteMapping("/{keyId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "revokeApiKey", summary = "Revokes an API key")
  void revoke(Caller caller, @PathVariable UUID keyId) {
    caller.requireSession();
    audit.together(
        () -> {
          keys.revoke(caller.userId(), keyId);
          personal.record(caller, "api-key.revoked", "api-key", keyId);
        });
  }
}
