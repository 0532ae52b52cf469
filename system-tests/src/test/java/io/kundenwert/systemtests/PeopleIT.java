package io.kundenwert.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * People through the whole system: they register, read their mails, found a team, invite each other
 * and part again, with cookies as in a browser (D1, D2, D3, D8, D11).
 */
class PeopleIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String CSV =
      "E-Mail;Name;Gesamtausgaben\nlena.lang@example.com;Lena Lang;1.234,56 €\n";

  private final Installation installation = Installations.shared();
  private final URI origin = URI.create(installation.run().path("url").asString());

  @Test
  void peopleFoundATeamInviteEachOtherAndPart() {
    Browser anna = Person.register(installation, "Anna").browser();
    Person ottoHimself = Person.register(installation, "Otto");
    Browser otto = ottoHimself.browser();
    String team =
        "/api/v1/teams/"
            + anna.post("/api/v1/teams", Map.of("name", "Nord")).json().path("id").asString();
    String product =
        team
            + "/products/"
            + anna.post(team + "/products", Map.of("name", "Kurse")).json().path("id").asString();
    String importId =
        anna.upload(product + "/imports", "kunden.csv", CSV).json().path("id").asString();
    await()
        .atMost(SOON)
        .until(
            () -> anna.get(team + "/imports/" + importId).json().path("status").asString(),
            "finished"::equals);

    // Otto is nobody here, then a viewer, then a member.
    assertThat(otto.get(product + "/customers").status()).isEqualTo(404);
    assertThat(
            anna.post(team + "/invitations", Map.of("email", ottoHimself.email(), "role", "viewer"))
                .status())
        .isEqualTo(201);
    ottoHimself.accept();
    // Who was refused within the last second is not asked about again before the news comes.
    Browser.Answer masked =
        await()
            .atMost(SOON)
            .until(() -> otto.get(product + "/customers"), answer -> answer.status() == 200);
    assertThat(masked.json().at("/items/0/email").asString()).isEqualTo("l***@example.com");
    assertThat(masked.json().toString()).doesNotContain("123456", "net", "lena.lang");
    assertThat(otto.get(team + "/imports").status()).isEqualTo(403);
    String ottosId = otto.get("/api/v1/session").json().at("/user/id").asString();
    anna.send("PATCH", team + "/members/" + ottosId, Map.of("role", "member"));
    await()
        .atMost(SOON)
        .until(
            () -> otto.get(product + "/customers").json().at("/items/0/net/minor").asString(""),
            "123456"::equals);

    removalEndsAccessEverywhere(anna, otto, team, product, ottosId);
    keysCanDoWhatTheyWereMadeFor(anna, team);
    theLogSaysWhoDidWhat(anna, team, ottosId);
    aDeletedProductIsGone(anna, team, product, importId);

    String session = anna.cookie("kw_session");
    assertThat(session).startsWith("kws_");
    assertThat(anna.post("/api/v1/sign-out", Map.of()).status()).isEqualTo(204);
    assertThat(anna.get("/api/v1/session").status()).isEqualTo(401);
  }

  /** With a session, and so a token, that goes on being valid. */
  private static void removalEndsAccessEverywhere(
      Browser anna, Browser otto, String team, String product, String ottosId) {
    List<String> everywhere =
        List.of(
            product + "/customers", team + "/imports", team + "/inbox", team + "/credits", team);
    everywhere.forEach(each -> assertThat(otto.get(each).status()).as(each).isEqualTo(200));
    assertThat(anna.send("DELETE", team + "/members/" + ottosId, null).status()).isEqualTo(204);
    long removed = System.nanoTime();
    Map<String, Long> millis = new LinkedHashMap<>();
    for (String each : everywhere) {
      await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(SOON)
          .until(() -> otto.get(each).status(), status -> status == 404);
      millis.put(each, Duration.ofNanos(System.nanoTime() - removed).toMillis());
    }
    System.out.println("Access ended after (ms): " + millis.values());
    assertThat(millis.values()).allMatch(each -> each < 1_000);
    assertThat(otto.get("/api/v1/session").status()).as("the session goes on").isEqualTo(200);
  }

  private void keysCanDoWhatTheyWereMadeFor(Browser anna, String team) {
    String key =
        anna.post("/api/v1/api-keys", Map.of("name", "Skript", "scopes", List.of("read")))
            .json()
            .path("secret")
            .asString();
    Api api = new Api(origin, key);
    assertThat(api.get(team).status()).isEqualTo(200);
    Api.Answer refused = api.post(team + "/products", Map.of("name", "Neu"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("code").asString()).isEqualTo("scope-missing");
    assertThat(api.get("/api/v1/sessions").json().path("code").asString())
        .isEqualTo("session-required");
  }

  private static void theLogSaysWhoDidWhat(Browser anna, String team, String ottosId) {
    String log =
        await()
            .atMost(SOON)
            .until(
                () -> anna.get(team + "/audit?limit=200").json().toString(),
                found -> found.contains("member.removed"));
    assertThat(log)
        .contains("team.founded", "product.created", "import.uploaded", "import.started")
        .contains("invitation.sent", "member.joined", "member.role-changed", ottosId, "127.0.0.1");
    assertThat(anna.get(team + "/audit/verification").json().path("broken").isNumber()).isFalse();
  }

  private static void aDeletedProductIsGone(
      Browser anna, String team, String product, String importId) {
    assertThat(anna.send("DELETE", product + "?name=Falsch", null).status()).isEqualTo(409);
    assertThat(anna.send("DELETE", product + "?name=Kurse", null).status()).isEqualTo(204);
    await()
        .atMost(SOON)
        .until(() -> anna.get(product + "/customers").status(), status -> status == 404);
    await()
        .atMost(SOON)
        .until(() -> anna.get(team + "/imports/" + importId).status(), status -> status == 404);
  }

  @Test
  void foreignPagesCannotActForASignedInPerson() {
    Person berta = Person.register(installation, "Berta");
    Browser.Answer without =
        new Browser(origin)
            .post("/api/v1/sign-in", Map.of("email", berta.email(), "password", Person.PASSWORD));
    assertThat(without.status()).isEqualTo(403);
    assertThat(without.json().path("code").asString()).isEqualTo("csrf");
    assertThat(berta.browser().get("/api/v1/sessions").json().path("items").size()).isEqualTo(1);
  }
}
