package io.kundenwert.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody with an account and a browser, who reads their mails. */
final class Person {
  static final String PASSWORD = "vier-Igel-tragen-Hüte";

  private static final Duration SOON = Duration.ofSeconds(30);

  private final String email;
  private final String mailbox;
  private final Browser browser;

  private Person(String email, String mailbox, Browser browser) {
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
    Person person =
        new Person(email, installation.run().path("mailbox").asString(), new Browser(origin));
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
    Pattern row =
        Pattern.compile(
            "<td>" + Pattern.quote(email) + "</td><td><a href=\"(/[0-9-]+)\">[^<]*" + subject);
    String path =
        await()
            .atMost(SOON)
            .until(
                () -> {
                  Matcher found = row.matcher(mail("/"));
                  return found.find() ? found.group(1) : "";
                },
                found -> !found.isEmpty());
    Matcher link = Pattern.compile("#([A-Za-z0-9_-]{20,})").matcher(mail(path));
    assertThat(link.find()).as("link in %s", mail(path)).isTrue();
    return link.group(1);
  }

  private String mail(String path) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(mailbox + path)).build(),
              BodyHandlers.ofString(UTF_8))
          .body();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
