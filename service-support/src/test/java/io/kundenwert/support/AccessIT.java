package io.kundenwert.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.test.TestAccess;
import io.kundenwert.test.TestTokens;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SupportIT
class AccessIT {
  private final UUID team = UUID.randomUUID();
  private final UUID product = UUID.randomUUID();
  private final UUID owner = UUID.randomUUID();
  private final UUID member = UUID.randomUUID();
  private final UUID viewer = UUID.randomUUID();
  @Autowired MockMvcTester http;

  @Test
  void eventGrantsAndTakesAway() {
    assertThat(team(member)).hasStatus(404);
    publish(Map.of(owner, "owner", member, "member"));
    await(member, 200);
    publish(Map.of(owner, "owner"));
    await(member, 404);
    assertThat(team(owner)).hasStatus(200);
  }

  @Test
  void ownMeansTheProductsThatTheUserCreated() {
    UUID foreign = UUID.randomUUID();
    TestAccess.publish(
        team,
        Map.of(owner, "owner", member, "member", viewer, "viewer"),
        Map.of(product, member, foreign, owner));
    await(member, 200);
    assertThat(product(member, product)).hasStatus(200);
    assertThat(product(member, foreign)).hasStatus(403);
    assertThat(product(owner, product)).hasStatus(200);
    assertThat(product(viewer, product)).hasStatus(403);
    assertThat(product(owner, UUID.randomUUID())).hasStatus(404);
  }

  @Test
  void anUnknownRoleHasNoRights() {
    publish(Map.of(owner, "owner", member, "auditor"));
    await(owner, 200);
    assertThat(team(member)).hasStatus(404);
  }

  @Test
  void refusalIsToldInTheLanguageOfTheRequest() {
    publish(Map.of(owner, "owner", viewer, "viewer"));
    TestAccess.publish(team, Map.of(owner, "owner", viewer, "viewer"), Map.of(product, owner));
    Awaitility.await().untilAsserted(() -> assertThat(product(viewer, product)).hasStatus(403));
    assertThat(
            http.get()
                .uri("/api/v1/teams/{team}/products/{product}", team, product)
                .header("Authorization", TestTokens.bearer(viewer))
                .header("Accept-Language", "de-AT,de;q=0.9,en;q=0.8"))
        .hasStatus(403)
        .bodyJson()
        .extractingPath("$.detail")
        .isEqualTo("Ihre Rolle erlaubt das nicht.");
  }

  @Test
  void anUnforeseenFailureTellsNothingOfItsCause() throws Exception {
    MvcTestResult broken =
        http.get()
            .uri("/api/v1/broken")
            .header("Authorization", TestTokens.bearer(owner))
            .header("X-Correlation-Id", "abc-123")
            .exchange();
    assertThat(broken).hasStatus(500);
    assertThat(broken.getResponse().getContentAsString())
        .contains("\"code\":\"internal\"", "abc-123")
        .doesNotContain("secret", "IllegalState");
    assertThat(broken.getResponse().getHeader("X-Correlation-Id")).isEqualTo("abc-123");
  }

  @Test
  void aCorrelationIdThatCouldForgeALogLineIsReplaced() {
    assertThat(
            http.get()
                .uri("/api/v1/broken")
                .header("X-Correlation-Id", "a b\nERROR")
                .exchange()
                .getResponse()
                .getHeader("X-Correlation-Id"))
        .matches("[0-9a-f-]{36}");
  }

  @Test
  void onlyTokensOfTheIssuerAreTaken() {
    assertThat(http.get().uri("/api/v1/broken")).hasStatus(401);
    for (String token :
        new String[] {
          TestTokens.forged(owner),
          TestTokens.of(owner, claims -> claims.audience("another")),
          TestTokens.of(owner, claims -> claims.issuer("http://other.example")),
          TestTokens.of(owner, claims -> claims.expirationTime(new java.util.Date(0))),
          "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."
        }) {
      assertThat(http.get().uri("/api/v1/broken").header("Authorization", "Bearer " + token))
          .hasStatus(401)
          .bodyJson()
          .extractingPath("$.code")
          .isEqualTo("unauthenticated");
    }
  }

  private void publish(Map<UUID, String> roles) {
    TestAccess.publish(team, roles, Map.of());
  }

  private void await(UUID user, int status) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(team(user)).hasStatus(status));
  }

  private MvcTestResult team(UUID user) {
    return http.get()
        .uri("/api/v1/teams/{team}", team)
        .header("Authorization", TestTokens.bearer(user))
        .exchange();
  }

  private MvcTestResult product(UUID user, UUID productId) {
    return http.get()
        .uri("/api/v1/teams/{team}/products/{product}", team, productId)
        .header("Authorization", TestTokens.bearer(user))
        .exchange();
  }
}
