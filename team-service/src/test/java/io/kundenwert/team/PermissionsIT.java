package io.kundenwert.team;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.support.access.Action;
import io.kundenwert.support.access.Role;
import io.kundenwert.team.product.ProductSettings;
import io.kundenwert.team.product.Products;
import io.kundenwert.team.team.Teams;
import io.kundenwert.test.PermissionMatrix;
import io.kundenwert.test.PermissionWorld;
import io.kundenwert.test.TestTokens;
import io.kundenwert.test.WithEngines;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may do what with teams and products (D1). */
@SpringBootTest(
    classes = TeamServiceApplication.class,
    properties = {"spring.config.name=team-service", "KUNDENWERT_DEMO=true"})
@AutoConfigureMockMvc
@WithEngines("kundenwert_team")
class PermissionsIT {
  private static final String TEAM = "/api/v1/teams/{teamId}";
  private static final String PRODUCT = TEAM + "/products/{productId}";

  private final PermissionWorld world = PermissionWorld.random();

  @Autowired ApplicationContext context;
  @Autowired MockMvcTester mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Teams teams;
  @Autowired Products products;
  @Autowired TransactionTemplate transaction;

  @TestFactory
  Stream<DynamicTest> letsThosePassWhomTheMatrixLetsPass() {
    transaction.executeWithoutResult(status -> theyExist());
    PermissionMatrix matrix = PermissionMatrix.of(context, world, mvc);
    teams(matrix);
    members(matrix);
    products(matrix);
    ownAffairs(matrix);
    withoutToken(matrix);
    return matrix.tests();
  }

  @Test
  void showsTheMatrixThatIsEnforced() {
    var shown =
        assertThat(
                mvc.get()
                    .uri("/api/v1/permissions")
                    .header("Authorization", TestTokens.bearer(UUID.randomUUID())))
            .hasStatusOk()
            .bodyJson();
    shown.extractingPath("$.items.length()").isEqualTo(Action.values().length);
    for (Action action : Action.values()) {
      for (Role role : Role.values()) {
        String expected =
            action.allows(role, false) ? "yes" : action.allows(role, true) ? "own" : "no";
        shown
            .extractingPath(
                "$.items[?(@.action=='%s')].%s"
                    .formatted(action.wireName(), role.name().toLowerCase(Locale.ROOT)))
            .asArray()
            .containsExactly(expected);
      }
    }
  }

  private static void teams(PermissionMatrix matrix) {
    matrix.on("GET " + TEAM).rows("view team settings").scope("read");
    matrix
        .on("PUT " + TEAM)
        .rows("edit team settings")
        .scope("team")
        .json("{\"version\":99,\"name\":\"Neu\"}");
    matrix.on("GET " + TEAM + "/deletion").rows("delete team").scope("team");
    matrix
        .on("DELETE " + TEAM)
        .rows("delete team")
        .scope("team")
        .sessionOnly()
        .sample(request -> request.query("name", "not its name"));
    matrix
        .on("POST " + TEAM + "/ownership")
        .rows("transfer ownership")
        .scope("team")
        .sessionOnly()
        .json(someone());
    matrix.on("GET " + TEAM + "/audit").rows("view audit log").scope("read");
    matrix.on("GET " + TEAM + "/audit/export").rows("view audit log").scope("read");
    matrix.on("GET " + TEAM + "/audit/verification").rows("view audit log").scope("read");
    matrix.on("GET /internal/v1/teams/{teamId}/access").everyMember().anyScope();
  }

  private static void members(PermissionMatrix matrix) {
    String member = TEAM + "/members/{userId}";
    String invitations = TEAM + "/invitations";
    matrix.on("GET " + TEAM + "/members").rows("view team settings").scope("read");
    matrix
        .on("PATCH " + member)
        .rows("change member roles")
        .scope("team")
        .json("{\"role\":\"viewer\"}");
    matrix.on("DELETE " + member).rows("remove members").scope("team");
    matrix.on("GET " + invitations).rows("invite members").scope("team");
    matrix
        .on("POST " + invitations)
        .rows("invite members")
        .scope("team")
        .json("{\"email\":\"gast@example.com\",\"role\":\"member\"}");
    matrix
        .on("POST " + invitations + "/{invitationId}/resend")
        .rows("invite members")
        .scope("team");
    matrix.on("DELETE " + invitations + "/{invitationId}").rows("invite members").scope("team");
  }

  private static void products(PermissionMatrix matrix) {
    matrix.on("GET " + TEAM + "/products").rows("view all products").scope("read");
    matrix.on("GET " + PRODUCT).rows("view all products").scope("read");
    matrix
        .on("POST " + TEAM + "/products")
        .rows("create product")
        .scope("team")
        .json("{\"name\":\"Kurse\"}");
    matrix
        .on("PUT " + PRODUCT)
        .rows("edit any product", "edit own product")
        .scope("team")
        .json(
            """
            {"version":99,"name":"Neu","description":"","incentives":"","currency":"EUR",
             "timeZone":"Europe/Berlin","highFrom":{"minor":"10000","currency":"EUR"},
             "mediumFrom":{"minor":"5000","currency":"EUR"},"rankBy":"gross"}""");
    matrix
        .on("DELETE " + PRODUCT)
        .rows("delete any product", "delete own product")
        .scope("team")
        .sample(request -> request.query("name", "not its name"));
    matrix
        .on("POST " + PRODUCT + "/creator")
        .rows("transfer a product to another creator")
        .scope("team")
        .json(someone());
  }

  /** What people do for themselves; keys must not hand an account to others. */
  private static void ownAffairs(PermissionMatrix matrix) {
    matrix.on("GET /api/v1/session").signedIn();
    matrix.on("GET /api/v1/permissions").signedIn();
    matrix.on("GET /api/v1/account").signedIn();
    matrix.on("PATCH /api/v1/account").signedIn().sessionOnly();
    matrix
        .on("POST /api/v1/account/password")
        .signedIn()
        .sessionOnly()
        .json("{\"present\":\"wrong\",\"password\":\"vier-Igel-tragen-Mützen\"}");
    matrix.on("GET /api/v1/sessions").signedIn().sessionOnly();
    matrix.on("DELETE /api/v1/sessions").signedIn().sessionOnly();
    matrix.on("DELETE /api/v1/sessions/current").signedIn().sessionOnly();
    matrix.on("DELETE /api/v1/sessions/{sessionId}").signedIn().sessionOnly();
    matrix.on("GET /api/v1/api-keys").signedIn().sessionOnly();
    matrix
        .on("POST /api/v1/api-keys")
        .signedIn()
        .sessionOnly()
        .json("{\"name\":\"Skript\",\"scopes\":[\"read\"]}");
    matrix.on("DELETE /api/v1/api-keys/{keyId}").signedIn().sessionOnly();
    matrix.on("POST /api/v1/teams").signedIn().sessionOnly().json("{\"name\":\"Neu\"}");
    matrix.on("POST /api/v1/invitations/accept").signedIn().sessionOnly().json(token());
  }

  /** What a one-time token in the body guards, or only sends a mail. */
  private static void withoutToken(PermissionMatrix matrix) {
    String address = "{\"email\":\"niemand@example.com\"}";
    matrix
        .on("POST /api/v1/accounts")
        .open()
        .json("{\"email\":\"niemand@example.com\",\"password\":\"kurz\",\"name\":\"N\"}");
    matrix.on("POST /api/v1/accounts/confirm").open();
    matrix.on("POST /api/v1/accounts/confirmation-mails").open().json(address);
    matrix.on("POST /api/v1/password-resets").open().json(address);
    matrix.on("POST /api/v1/password-resets/complete").open();
    matrix.on("POST /api/v1/invitations/view").open().json(token());
    matrix.on("POST /api/v1/invitations/decline").open().json(token());
  }

  private static String someone() {
    return "{\"userId\":\"" + UUID.randomUUID() + "\"}";
  }

  private static String token() {
    return "{\"token\":\"" + UUID.randomUUID() + "\"}";
  }

  private void theyExist() {
    world.members().keySet().forEach(this::account);
    account(world.stranger());
    teams.found(world.strangersTeam(), "Andere", world.stranger());
    teams.found(world.team(), "Team", world.user("owner"));
    world
        .members()
        .forEach(
            (user, role) -> {
              if (!role.equals("owner")) {
                jdbc.sql("INSERT INTO member VALUES (?, ?, ?, now())")
                    .params(world.team(), user, role)
                    .update();
              }
            });
    world
        .products()
        .forEach(
            (product, creator) ->
                products.create(
                    world.team(),
                    product,
                    creator,
                    ProductSettings.of("Kurse", "EUR", "Europe/Berlin")));
  }

  private void account(UUID id) {
    String email = id + "@example.com";
    jdbc.sql(
            """
            INSERT INTO account (user_id, email_key, email, name, language, confirmed_at, created_at)
            VALUES (?, ?, ?, 'Jemand', 'de', now(), now())
            """)
        .params(id, email, email)
        .update();
  }
}
