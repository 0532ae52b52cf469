package io.kundenwert.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API as a client without any class of ours would use it. */
final class Api {
  static final UUID DEMO_TEAM = UUID.fromString("01990000-0000-7000-8000-000000000002");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI origin;
  private final String apiKey;
  private final UUID team;

  Api(URI origin, String apiKey) {
    this(origin, apiKey, DEMO_TEAM);
  }

  private Api(URI origin, String apiKey, UUID team) {
    this.origin = origin;
    this.apiKey = apiKey;
    this.team = team;
  }

  /** The same user in another team. */
  Api in(UUID otherTeam) {
    return new Api(origin, apiKey, otherTeam);
  }

  /** An answer. */
  record Answer(int status, String body, java.net.http.HttpHeaders headers) {
    JsonNode json() {
      return JSON.readTree(body);
    }
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer get(String path, String header, String value) {
    return send(request(path).header(header, value).GET());
  }

  Answer post(String path, Object body) {
    return post(path, body, null);
  }

  Answer post(String path, Object body, @Nullable String idempotencyKey) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (idempotencyKey != null) {
      request.header("Idempotency-Key", idempotencyKey);
    }
    return send(request);
  }

  Answer put(String path, Object body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  Answer patch(String path, Object body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  /** A request with any method and no body. */
  Answer call(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  /** A new product of the demo team. */
  UUID newProduct(String name) {
    Answer answer = post(ownTeam() + "/products", Map.of("name", name));
    if (answer.status() != 201) {
      throw new AssertionError("Product refused: " + answer);
    }
    return UUID.fromString(answer.json().get("id").asString());
  }

  /** Uploads a file to a product; fields are further parts of the form. */
  Answer upload(UUID productId, Path file, Map<String, String> fields) {
    String boundary = "kundenwert-" + UUID.randomUUID();
    List<BodyPublisher> parts = new ArrayList<>();
    fields.forEach(
        (name, value) ->
            parts.add(
                BodyPublishers.ofString(
                    "--"
                        + boundary
                        + "\r\nContent-Disposition: form-data; name=\""
                        + name
                        + "\"\r\n\r\n"
                        + value
                        + "\r\n")));
    parts.add(
        BodyPublishers.ofString(
            "--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + file.getFileName()
                + "\"\r\nContent-Type: text/csv\r\n\r\n"));
    try {
      parts.add(BodyPublishers.ofFile(file));
    } catch (FileNotFoundException missing) {
      throw new UncheckedIOException(missing);
    }
    parts.add(BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    return send(
        request(ownTeam() + "/products/" + productId + "/imports")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.concat(parts.toArray(BodyPublisher[]::new))));
  }

  /** Uploads, starts, and waits for the end; the import's final state. */
  JsonNode importFile(UUID productId, Path file, Map<String, String> fields) {
    Answer answer = upload(productId, file, withStart(fields));
    if (answer.status() != 201) {
      throw new AssertionError("Upload refused: " + answer);
    }
    return awaitEnd(answer.json().get("id").asString(), Duration.ofMinutes(5));
  }

  private static Map<String, String> withStart(Map<String, String> fields) {
    Map<String, String> all = new java.util.LinkedHashMap<>(fields);
    all.put("start", "auto");
    return all;
  }

  JsonNode awaitEnd(String importId, Duration atMost) {
    return Awaitility.await("import " + importId)
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(250))
        // A service that is just being restarted may refuse for a moment.
        .ignoreExceptionsMatching(failure -> failure instanceof UncheckedIOException)
        .until(
            () -> {
              Answer answer = get(ownTeam() + "/imports/" + importId);
              return answer.status() == 200 ? answer.json() : JSON.createObjectNode();
            },
            state ->
                List.of("finished", "failed", "cancelled")
                    .contains(state.path("status").asString("")));
  }

  /** All customers of a product, page by page. */
  List<JsonNode> customers(UUID productId) {
    List<JsonNode> customers = new ArrayList<>();
    String after = null;
    do {
      Answer answer =
          get(
              ownTeam()
                  + "/products/"
                  + productId
                  + "/customers?limit=200&sort=-net"
                  + (after == null ? "" : "&after=" + URLEncoder.encode(after, UTF_8)));
      if (answer.status() != 200) {
        throw new AssertionError("List refused: " + answer);
      }
      answer.json().get("items").forEach(customers::add);
      after = answer.json().path("next").asStringOpt().orElse(null);
    } while (after != null);
    return customers;
  }

  private String ownTeam() {
    return "/api/v1/teams/" + team;
  }

  /** The demo team. */
  static String team() {
    return "/api/v1/teams/" + DEMO_TEAM;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(origin.resolve(path))
        .timeout(Duration.ofMinutes(2))
        .header("Authorization", "Bearer " + apiKey);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(UTF_8));
      return new Answer(response.statusCode(), response.body(), response.headers());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
