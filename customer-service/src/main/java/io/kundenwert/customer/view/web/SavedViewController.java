package io.kundenwert.customer.view.web;

import io.kundenwert.customer.view.SavedView;
import io.kundenwert.customer.view.SavedViews;
import io.kundenwert.support.access.AccessGuard;
import io.kundenwert.support.access.Action;
import io.kundenwert.support.access.Role;
import io.kundenwert.support.audit.Audit;
import io.kundenwert.support.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/teams/{teamId}/products/{productId}/views")
@Tag(name = "Views", description = "Lists of customers that are kept under a name")
class SavedViewController {
  private final SavedViews views;
  private final AccessGuard access;
  private final Audit audit;

  SavedViewController(SavedViews views, AccessGuard access, Audit audit) {
    this.views = views;
    this.access = access;
    this.audit = audit;
  }

  /**
   * A view as it is saved.
   *
   * @param name its name
   * @param scope whether only the person sees it, or the team
   * @param list what it shows
   */
  @Schema(name = "NewSavedView")
  record NewView(
      @NotBlank @Size(max = 100) String name,
      @NotNull @Pattern(regexp = "me|team") @Schema(allowableValues = {"me", "team"}) String scope,
      @NotNull @Valid SavedView.SavedList list) {
    boolean shared() {
      return scope.equals("team");
    }
  }

  /**
   * A view as it is changed.
   *
   * @param view what becomes of it
   * @param version the version that was seen
   */
  @Schema(name = "SavedViewChange")
  record ViewChange(@NotNull @Valid NewView view, @PositiveOrZero long version) {}

  @Schema(name = "SavedViewList", description = "A person's own views and those the team shares")
  record ViewList(List<SavedView> items) {}

  @GetMapping
  @Operation(
      operationId = "listViews",
      summary = "One's own views and the shared ones, by name",
      description = "What the reader's role does not see is left out of a view, which says so.")
  ViewList list(Caller caller, @PathVariable UUID teamId, @PathVariable UUID productId) {
    Role role = access.require(caller, teamId, productId, Action.LIST_CUSTOMERS);
    return new ViewList(views.of(reader(caller, teamId, productId, role)));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      operationId = "saveView",
      summary = "Keep a list under a name, for oneself or for the team",
      description = "Viewers keep views for themselves only.")
  SavedView save(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @Valid @RequestBody NewView view) {
    Role role = access.require(caller, teamId, productId, Action.SAVE_VIEWS);
    return audit.together(
        () -> {
          SavedView saved =
              views.save(
                  reader(caller, teamId, productId, role), view.name(), view.shared(), view.list());
          audit.record(
              caller, teamId, productId, "view.saved", "view", saved.id(), named(saved.name()));
          return saved;
        });
  }

  @PutMapping("/{viewId}")
  @Operation(
      operationId = "changeView",
      summary = "Change a view",
      description =
          "A shared view is changed by whoever made it, the owner and admins; others get 403.")
  SavedView change(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID viewId,
      @Valid @RequestBody ViewChange change) {
    Role role = access.require(caller, teamId, productId, Action.SAVE_VIEWS);
    return audit.together(
        () -> {
          SavedView changed =
              views.change(
                  reader(caller, teamId, productId, role),
                  viewId,
                  change.version(),
                  change.view().name(),
                  change.view().shared(),
                  change.view().list());
          audit.record(
              caller, teamId, productId, "view.changed", "view", viewId, named(changed.name()));
          return changed;
        });
  }

  @DeleteMapping("/{viewId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "deleteView", summary = "Forget a view")
  void delete(
      Caller caller,
      @PathVariable UUID teamId,
      @PathVariable UUID productId,
      @PathVariable UUID viewId) {
    Role role = access.require(caller, teamId, productId, Action.SAVE_VIEWS);
    audit.together(
        () -> {
          views.delete(reader(caller, teamId, productId, role), viewId);
          audit.record(caller, teamId, productId, "view.deleted", "view", viewId);
        });
  }

  private static SavedViews.Reader reader(Caller caller, UUID teamId, UUID productId, Role role) {
    return new SavedViews.Reader(
        caller.userId(),
        teamId,
        productId,
        role == Role.VIEWER,
        role == Role.OWNER || role == Role.ADMIN);
  }

  private static Audit.Change named(String name) {
    return new Audit.Change("name", null, name);
  }
}
