package io.kundenwert.team.session;

import io.kundenwert.support.access.Action;
import io.kundenwert.support.access.Role;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.team.product.ProductView;
import io.kundenwert.team.product.Products;
import io.kundenwert.team.team.Teams;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Session")
class SessionController {
  private final Teams teams;
  private final Products products;

  SessionController(Teams teams, Products products) {
    this.teams = teams;
    this.products = products;
  }

  /** The answer: the user and everything that the user can reach. */
  record Session(User user, List<Team> teams) {}

  /** The signed-in user. */
  record User(UUID id, @Nullable String name) {}

  /** A team of the user's, with what the user may do to it. */
  record Team(
      UUID id,
      String name,
      String plan,
      String role,
      List<String> actions,
      List<Product> products) {}

  /** A product, with what the user may do to it; {@code own} if the user created it. */
  record Product(
      UUID id, String name, String currency, String timeZone, boolean own, List<String> actions) {}

  @GetMapping("/api/v1/session")
  @Operation(
      operationId = "getSession",
      summary = "The signed-in user with teams, products and allowed actions")
  Session session(Caller caller, @Parameter(hidden = true) @AuthenticationPrincipal Jwt token) {
    return new Session(
        new User(caller.userId(), token.getClaimAsString("name")),
        teams.of(caller.userId()).stream()
            .map(membership -> team(membership, caller.userId()))
            .toList());
  }

  private Team team(Teams.Membership membership, UUID userId) {
    Role role = membership.role();
    UUID teamId = membership.team().id();
    return new Team(
        teamId,
        membership.team().name(),
        membership.team().plan(),
        role.wireName(),
        allowed(Action.Scope.TEAM, role, false),
        products.of(teamId).stream().map(product -> product(product, role, userId)).toList());
  }

  private static Product product(ProductView product, Role role, UUID userId) {
    boolean own = product.createdBy().equals(userId);
    return new Product(
        product.id(),
        product.name(),
        product.currency(),
        product.timeZone(),
        own,
        allowed(Action.Scope.PRODUCT, role, own));
  }

  private static List<String> allowed(Action.Scope scope, Role role, boolean own) {
    return Stream.of(Action.values())
        .filter(action -> action.scope() == scope && action.allows(role, own))
        .map(Action::wireName)
        .toList();
  }
}
