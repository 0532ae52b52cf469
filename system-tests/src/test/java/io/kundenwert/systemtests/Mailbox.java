package io.kundenwert.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mails that an installation has sent. */
record Mailbox(String address) {
  private static final Duration SOON = Duration.ofSeconds(30);

  static Mailbox of(Installation installation) {
    return new Mailbox(installation.run().path("mailbox").asString());
  }

  /**
   * The link with a one-time token in the newest mail to somebody whose subject has some words,
   * from its path on.
   */
  String link(String to, String subject) {
    Pattern row =
        Pattern.compile(
            "<td>" + Pattern.quote(to) + "</td><td><a href=\"(/[0-9-]+)\">[^<]*" + subject);
    String path =
        await()
            .atMost(SOON)
            .until(
                () -> {
                  Matcher found = row.matcher(read("/"));
                  return found.find() ? found.group(1) : "";
                },
                found -> !found.isEmpty());
    String mail = read(path);
    Matcher link = Pattern.compile("://[^/\\s\"]+(/[a-z-]+#[A-Za-z0-9_-]{20,})").matcher(mail);
    if (!link.find()) {
      throw new AssertionError("No link in " + mail);
    }
    return link.group(1);
  }

  private String read(String path) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(address + path)).build(),
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
