package io.kundenwert.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Somebody with an account and a browser, who reads their mails. */
final class Person {
  static final String PASSWORD = "vier-Igel-tragen-Hüte";

  private final String email;
  private final Mailbox mailbox;
  private final Browser browser;

  private Person(String email, Mailbox mailbox, Browser browser) {
    this.email = email;
    this.mailbox = mailbox;
    this.browser = browser;
  }

  /** Registers, opens the link of the mail, and signs in. */
  static Person register(Installation installation, String name) {
    URI origin = URI.create(installation.run().path("url").asString());
    String email =
        name.toLowerCase(Locale.ROOT)
            + UUID.randomUUID().toString().substring(0, 8)
            + "@example.com";
    Person person = new Person(email, Mailbox.of(installation), new Browser(origin));
    assertThat(
            person
                .browser
                .post(
                    "/api/v1/accounts",
                    Map.of("email", email, "password", PASSWORD, "name", name, "language", "de"))
                .status())
        .isEqualTo(202);
    String token = person.token("Bitte best");
    assertThat(
            person
                .browser
                .post("/api/v1/accounts/confirm", Map.of("token", token, "password", PASSWORD))
                .status())
        .isEqualTo(204);
    assertThat(person.browser.signIn(email, "falsch-falsch-falsch")).isEqualTo(401);
    assertThat(person.browser.signIn(email, PASSWORD)).isEqualTo(204);
    assertThat(person.browser.get("/api/v1/session").json().at("/user/name").asString())
        .isEqualTo(name);
    return person;
  }

  String email() {
    return email;
  }

  Browser browser() {
    return browser;
  }

  /** Is invited into a team by a client of the API, and accepts. */
  void join(Api team, String role) {
    assertThat(
            team.post(Api.team() + "/invitations", Map.of("email", email, "role", role)).status())
        .isEqualTo(201);
    accept();
  }

  /** Accepts the invitation that came by mail. */
  void accept() {
    assertThat(
            browser
                .post("/api/v1/invitations/accept", Map.of("token", token("Einladung")))
                .status())
        .isEqualTo(200);
  }

  /** The token in the newest mail whose subject has some words. */
  private String token(String subject) {
    String link = mailbox.link(email, subject);
    return link.substring(link.indexOf('#') + 1);
  }
}
