package io.kundenwert.customer.registration.web;

import io.kundenwert.customer.merge.Runs;
import io.kundenwert.customer.product.Products;
import io.kundenwert.customer.registration.Registrations;
import io.kundenwert.customer.undo.Undos;
import io.kundenwert.events.AmountMeaning;
import io.kundenwert.events.RunMode;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where import-service registers the runs of its users. */
@RestController
@RequestMapping("/internal/v1/teams/{teamId}/products/{productId}/runs")
class RunsController {
  private static final Duration PRODUCT_ARRIVES_WITHIN = Duration.ofSeconds(5);
  private static final int MAX_ADDRESSES = 5_000;
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);

  private final AccessGuard guard;
  private final Products products;
  private final Registrations registrations;
  private final Undos undos;

  RunsController(AccessGuard guard, Products products, Registrations registrations, Undos undos) {
    this.guard = guard;
    this.products = products;
    this.registrations = registrations;
    this.undos = undos;
  }

  record Request(
      @NotNull UUID runId,
      @NotBlank @Size(max = 200) String sourceName,
      @NotNull @Pattern(regexp = "[0-9a-fA-F]{64}") String sha256,
      @NotBlank @Size(max = 1000) String fileName,
      @Nullable @PositiveOrZero Long rows,
      @Nullable @Pattern(regexp = "new|totals") String amounts,
      @Nullable @Pattern(regexp = "import|dry") String mode,
      @Nullable Boolean importAgain,
      @Nullable @Size(max = MAX_ADDRESSES) List<@NotBlank @Size(max = 320) String> addresses,
      @Nullable UUID replaces,
      @Nullable UUID importId,
      @Nullable Instant keptUntil) {}

  record Response(UUID sourceId, long originSeq) {}

  @PostMapping
  Response register(
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Valid @RequestBody Request request,
      Caller caller) {
    guard.require(caller, teamId, productId, Action.IMPORT_CUSTOMERS);
    RunMode mode = request.mode() == null ? RunMode.IMPORT : RunMode.ofWireName(request.mode());
    if (request.replaces() != null) {
      guard.require(caller, teamId, productId, Action.CANCEL_IMPORT);
    }
    awaitProduct(teamId, productId);
    if (request.replaces() != null) {
      undos.awaitEnd(teamId, productId, request.replaces());
    }
    Runs.Answer answer =
        registrations.register(
            new Runs.Registration(
                teamId,
                productId,
                request.runId(),
                request.sourceName(),
                request.sha256().toLowerCase(Locale.ROOT),
                request.fileName(),
                request.rows(),
                request.amounts() == null
                    ? AmountMeaning.NEW
                    : AmountMeaning.ofWireName(request.amounts()),
                mode,
                caller.userId(),
                Boolean.TRUE.equals(request.importAgain()),
                request.addresses() == null ? List.of() : request.addresses(),
                mode == RunMode.IMPORT ? request.replaces() : null,
                kept(request, mode)));
    return switch (answer) {
      case Runs.Registered registered ->
          new Response(registered.sourceId(), registered.originSeq());
      case Runs.Mismatch mismatch -> throw new Problem(HttpStatus.CONFLICT, "run-mismatch");
      case Runs.AlreadyImported before -> throw alreadyImported(before);
      case Runs.KnownAddresses known ->
          throw new Problem(
              HttpStatus.CONFLICT,
              "known-addresses",
              Map.of("known", known.known(), "of", known.of()));
    };
  }

  /** A product created a moment ago may be known to the guard and not here yet. */
  private void awaitProduct(UUID teamId, UUID productId) {
    long tries = PRODUCT_ARRIVES_WITHIN.dividedBy(LOOK_AGAIN_AFTER);
    for (long i = 0; products.find(teamId, productId).isEmpty(); i++) {
      if (i == tries) {
        throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "product-not-ready");
      }
      LockSupport.parkNanos(LOOK_AGAIN_AFTER.toNanos());
    }
  }

  private static Problem alreadyImported(Runs.AlreadyImported before) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("importId", before.runId());
    params.put("fileName", before.fileName());
    params.put("startedBy", before.startedBy());
    params.put("startedAt", before.startedAt());
    params.put("rows", before.rows());
    List<Map<String, String>> sums =
        before.grossByCurrency().entrySet().stream()
            .map(sum -> Map.of("minor", sum.getValue().toString(), "currency", sum.getKey()))
            .toList();
    params.put("sums", sums);
    return new Problem(HttpStatus.CONFLICT, "already-imported", params);
  }

  private static Runs.@Nullable Kept kept(Request request, RunMode mode) {
    UUID importId = request.importId();
    Instant until = request.keptUntil();
    return mode == RunMode.IMPORT || importId == null || until == null
        ? null
        : new Runs.Kept(importId, until);
  }
}
