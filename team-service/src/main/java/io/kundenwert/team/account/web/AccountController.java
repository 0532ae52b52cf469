package io.kundenwert.team.account.web;

import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.identity.PublicPaths;
import io.kundenwert.team.account.AccountView;
import io.kundenwert.team.account.Accounts;
import io.kundenwert.team.account.PersonalAudit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Account")
class AccountController {
  private final Accounts accounts;
  private final PersonalAudit personal;
  private final Audit audit;

  AccountController(Accounts accounts, PersonalAudit personal, Audit audit) {
    this.accounts = accounts;
    this.personal = personal;
    this.audit = audit;
  }

  /** What needs no sign-in. */
  @Configuration(proxyBeanMethods = false)
  static class Paths {
    @Bean
    PublicPaths publicAccounts() {
      return new PublicPaths(
          List.of(
              "/api/v1/accounts",
              "/api/v1/accounts/confirm",
              "/api/v1/accounts/confirmation-mails",
              "/api/v1/password-resets",
              "/api/v1/password-resets/complete"));
    }
  }

  /** Somebody who wants an account. */
  record NewAccount(
      @NotNull String email,
      @NotNull String password,
      @NotNull String name,
      @Schema(allowableValues = {"de", "en"}) @Nullable String language) {
    @Override
    public String toString() {
      return "NewAccount[]";
    }
  }

  /** The token of a confirmation link, with the password that was registered. */
  record Confirmation(@NotNull String token, @NotNull String password) {
    @Override
    public String toString() {
      return "Confirmation[]";
    }
  }

  /** An address. */
  record Address(@NotNull String email) {}

  /** The token of a reset link, with a new password. */
  record NewPassword(@NotNull String token, @NotNull String password) {
    @Override
    public String toString() {
      return "NewPassword[]";
    }
  }

  /** The present password and a new one. */
  record ChangedPassword(@NotNull String present, @NotNull String password) {
    @Override
    public String toString() {
      return "ChangedPassword[]";
    }
  }

  /** What is to be changed; what is absent stays. */
  record ChangedAccount(
      @Nullable String name, @Schema(allowableValues = {"de", "en"}) @Nullable String language) {}

  @PostMapping("/api/v1/accounts")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @SecurityRequirements
  @Operation(
      operationId = "register",
      summary = "Registers; a link goes to the address, whether it has an account or not")
  void register(@Valid @RequestBody NewAccount request) {
    accounts.register(
        request.email(),
        request.password(),
        request.name(),
        "en".equals(request.language()) ? "en" : "de");
  }

  @PostMapping("/api/v1/accounts/confirm")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @SecurityRequirements
  @Operation(operationId = "confirmAccount", summary = "Makes the account of a registration")
  void confirm(@Valid @RequestBody Confirmation request) {
    accounts.confirm(request.token(), request.password());
  }

  @PostMapping("/api/v1/accounts/confirmation-mails")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @SecurityRequirements
  @Operation(
      operationId = "sendConfirmationAgain",
      summary = "Sends the link once more, if the address was registered")
  void confirmAgain(@Valid @RequestBody Address request) {
    accounts.confirmAgain(request.email());
  }

  @PostMapping("/api/v1/password-resets")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @SecurityRequirements
  @Operation(
      operationId = "requestPasswordReset",
      summary = "Sends a link to set a new password, if the address has an account")
  void reset(@Valid @RequestBody Address request) {
    accounts.requestReset(request.email());
  }

  @PostMapping("/api/v1/password-resets/complete")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @SecurityRequirements
  @Operation(
      operationId = "completePasswordReset",
      summary = "Sets a new password; all sessions end")
  void complete(@Valid @RequestBody NewPassword request) {
    accounts.completeReset(request.token(), request.password());
  }

  @GetMapping("/api/v1/account")
  @Operation(operationId = "getAccount", summary = "One's own account")
  AccountView account(Caller caller) {
    return accounts.get(caller.userId());
  }

  @PatchMapping("/api/v1/account")
  @Operation(operationId = "changeAccount", summary = "Changes name or language")
  AccountView change(Caller caller, @Valid @RequestBody ChangedAccount request) {
    caller.requireSession();
    return audit.together(
        () -> {
          AccountView before = accounts.get(caller.userId());
          AccountView after = accounts.change(caller.userId(), request.name(), request.language());
          if (!after.name().equals(before.name())) {
            personal.record(
                caller,
                "account.renamed",
                "account",
                caller.userId(),
                new Audit.Change("name", before.name(), after.name()));
          }
          return after;
        });
  }

  @PostMapping("/api/v1/account/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      operationId = "changePassword",
      summary = "Changes the password; all other sessions end")
  void password(Caller caller, @Valid @RequestBody ChangedPassword request) {
    caller.requireSession();
    accounts.changePassword(
        caller.userId(), caller.sessionId(), request.present(), request.password());
  }
}
