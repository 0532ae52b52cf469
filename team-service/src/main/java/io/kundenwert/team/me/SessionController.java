package io.kundenwert.team.me;

import io.kundenwert.support.access.Action;
import io.kundenwert.support.access.Role;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.team.account.People;
import io.kundenwert.team.account.Person;
import io.kundenwert.team.product.ProductView;
import io.kundenwert.team.product.Products;
import io.kundenwert.team.team.Teams;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
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
  private final People people;

  SessionController(Teams teams, Products products, People people) {
    this.teams = teams;
    this.products = products;
    this.people = people;
  }

  /** The answer: the user, how they came in, and everything that they can reach. */
  record Session(User user, Credential credential, List<Team> teams) {}

  /** The signed-in user; address and language are null where the account is not known here. */
  record User(UUID id, @Nullable String name, @Nullable String email, @Nullable String language) {}

  /** What the request came with: a session or an API key, and what the key may be used for. */
  record Credential(
      @Schema(allowableValues = {"session", "api-key"}) String kind,
      @Nullable List<String> scopes) {}

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
    Optional<Person> person = people.find(caller.userId());
    return new Session(
        new User(
            caller.userId(),
            person.map(Person::name).orElse(token.getClaimAsString("name")),
            person.map(Person::email).orElse(null),
            person.map(Person::language).orElse(null)),
        new Credential(
            caller.apiKeyId() == null ? "session" : "api-key",
            caller.scopes() == null ? null : caller.scopes().stream().sorted().toList()),
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
