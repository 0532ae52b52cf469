package io.kundenwert.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.local.installation.CannotStart;
import io.kundenwert.local.installation.RunFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be done with a team's audit log. */
@Command(
    name = "audit",
    description = "Check a team's audit log.",
    subcommands = AuditCommand.Verify.class)
final class AuditCommand {

  /** Exit code 1 if the log was changed; 70 if that cannot be found out. */
  @Command(name = "verify", description = "Compute the chain of a team's audit log again (D8).")
  static final class Verify implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A long log takes its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(names = "--data", paramLabel = "DIR", description = "folder of the installation")
    private Path data = Home.folder().resolve("data");

    @Option(names = "--team", paramLabel = "ID", description = "team (default: the demo team)")
    private @Nullable UUID team;

    @Option(names = "--url", paramLabel = "URL", description = "another installation's address")
    private @Nullable URI url;

    @Option(
        names = "--api-key",
        paramLabel = "KEY",
        defaultValue = "${env:KUNDENWERT_API_KEY}",
        description = "key of an owner or admin (default: KUNDENWERT_API_KEY, or the demo team's)")
    private @Nullable String key;

    @Option(
        names = "--head",
        paramLabel = "N:HASH",
        description = "number and hash of an entry that was noted earlier: it must still be there")
    private @Nullable String head;

    @Override
    public Integer call() {
      Optional<RunFile> running =
          RunFile.read(data.toAbsolutePath().normalize()).filter(RunFile::launcherLives);
      if (url == null && running.isEmpty()) {
        throw new CannotStart(
            "Nothing runs on "
                + data
                + ". Start it, or name another installation with --url, --team and an API key in"
                + " KUNDENWERT_API_KEY.");
      }
      String address = url == null ? running.orElseThrow().url() : url.toString();
      if (url != null && (team == null || key == null)) {
        throw new CannotStart(
            "With --url also --team is needed, and an API key in KUNDENWERT_API_KEY.");
      }
      String secret = key == null ? running.orElseThrow().apiKey() : key;
      UUID whose = team == null ? running.orElseThrow().teamId() : team;
      String path = address.replaceAll("/+$", "") + "/api/v1/teams/" + whose + "/audit";
      try (HttpClient http = HttpClient.newHttpClient()) {
        return report(
            whose,
            get(http, path + "/verification", secret),
            head == null ? null : get(http, path + "?limit=1&before=" + afterHead(), secret));
      }
    }

    private long afterHead() {
      try {
        return Long.parseLong(head().split(":", 2)[0]) + 1;
      } catch (NumberFormatException malformed) {
        throw new CannotStart("--head is an entry's number and hash, for example 12:ab34…");
      }
    }

    private String head() {
      return head == null ? "" : head;
    }

    private int report(UUID whose, JsonNode verified, @Nullable JsonNode noted) {
      long entries = verified.path("entries").asLong();
      if (verified.path("broken").isNumber()) {
        System.err.printf(
            "The audit log of team %s was changed: entry %d does not follow from those before"
                + " it.%n",
            whose, verified.path("broken").asLong());
        return 1;
      }
      if (noted != null
          && !head()
              .equalsIgnoreCase(
                  noted.at("/items/0/seq").asLong()
                      + ":"
                      + noted.at("/items/0/hash").asString(""))) {
        System.err.printf(
            "The audit log of team %s was written anew: entry %s is not in it.%n", whose, head());
        return 1;
      }
      System.out.printf("The audit log of team %s is whole: %d entries.%n", whose, entries);
      if (entries > 0) {
        System.out.printf(
            "Note its head, and check it next time with --head %d:%s%n",
            entries, verified.path("head").asString());
      }
      return 0;
    }

    private static JsonNode get(HttpClient http, String address, String key) {
      try {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(URI.create(address))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + key)
                    .build(),
                HttpResponse.BodyHandlers.ofString(UTF_8));
        JsonNode json = JSON.readTree(answer.body());
        if (answer.statusCode() != 200) {
          throw new CannotStart(
              "The API answered %d: %s"
                  .formatted(answer.statusCode(), json.path("detail").asString("")));
        }
        return json;
      } catch (IOException | JacksonException | IllegalArgumentException failure) {
        throw new CannotStart(
            "The API cannot be reached at " + address + ": " + failure.getMessage());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new CannotStart("Interrupted.");
      }
    }
  }
}
