package io.kundenwert.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.test.TestAccess;
import io.kundenwert.test.TestTokens;
import io.kundenwert.test.TestTopics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A team with a product and its people, who use the service over HTTP. */
public final class Team {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What parts the parts of {@link #form}. */
  public static final String BOUNDARY = "----boundary4711";

  /** The team. */
  public final UUID id = UUID.randomUUID();

  /** Its product, made by the owner. */
  public final UUID product = UUID.randomUUID();

  /** Owner. */
  public final UUID owner = UUID.randomUUID();

  /** A member, who made no product. */
  public final UUID member = UUID.randomUUID();

  /** A viewer. */
  public final UUID viewer = UUID.randomUUID();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String origin;

  private Team(int port) {
    this.origin = "http://localhost:" + port;
  }

  /** A team that the service at that port knows. */
  public static Team at(int port) {
    Team team = new Team(port);
    TestAccess.publish(
        team.id,
        Map.of(team.owner, "owner", team.member, "member", team.viewer, "viewer"),
        Map.of(team.product, team.owner));
    TestTopics.send(
        "team.products.v1",
        team.product.toString(),
        """
        {"productId":"%s","teamId":"%s","version":1,"name":"Kurse","currency":"EUR",\
        "timeZone":"Europe/Berlin","highFrom":10000,"mediumFrom":5000,"rankBy":"gross"}\
        """
            .formatted(team.product, team.id));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(team.get(team.owner, "/imports").statusCode()).isEqualTo(200));
    // A context that has just started may get the product later than the team's access. What
    // corrects nothing is refused, after the product was looked up.
    Map<String, String> correctsNothing = Map.of("corrects", UUID.randomUUID().toString());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        team.upload(
                                team.owner, "probe.csv", file(1).getBytes(UTF_8), correctsNothing)
                            .statusCode())
                    .isEqualTo(404));
    return team;
  }

  /** {@code /api/v1/teams/…} and the rest. */
  public URI uri(String path) {
    return URI.create(origin + "/api/v1/teams/" + id + path);
  }

  /** GET. */
  public HttpResponse<String> get(UUID user, String path, String... headers) {
    return send(request(user, path, headers).GET().build());
  }

  /** POST of JSON. */
  public HttpResponse<String> post(UUID user, String path, String body, String... headers) {
    return send(
        request(user, path, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** PUT of JSON. */
  public HttpResponse<String> put(UUID user, String path, String body) {
    return send(
        request(user, path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** Uploads a file with further fields. */
  public HttpResponse<String> upload(
      UUID user, String fileName, byte[] file, Map<String, String> fields, String... headers) {
    return send(
        request(user, "/products/" + product + "/imports", headers)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(form(fileName, file, fields)))
            .build());
  }

  /** Uploads a file and starts its import; returns the state. */
  public JsonNode start(String file, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("start", "auto");
    HttpResponse<String> answer = upload(owner, "kunden.csv", file.getBytes(UTF_8), all);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body());
  }

  /** Uploads a file and starts its import; returns the import's id. */
  public UUID start(String file) {
    JsonNode state = start(file, Map.of());
    assertThat(state.at("/run/runId").isMissingNode()).as(state.toString()).isFalse();
    return UUID.fromString(state.path("id").asString());
  }

  /** The state of an import. */
  public JsonNode state(UUID importId) {
    HttpResponse<String> answer = get(owner, "/imports/" + importId);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** The state of an import once it has that status. */
  public JsonNode await(UUID importId, String status) {
    return await(importId, state -> state.path("status").asString().equals(status));
  }

  /** The state of an import once it is like that. */
  public JsonNode await(UUID importId, Predicate<JsonNode> like) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> state(importId), like);
  }

  /** A request of a user. */
  public HttpRequest.Builder request(UUID user, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).header("Authorization", TestTokens.bearer(user));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  /** Sends a request. */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** A multipart form. */
  public static byte[] form(String fileName, byte[] file, Map<String, String> fields) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) ->
            body.writeBytes(
                ("--"
                        + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\""
                        + name
                        + "\"\r\n\r\n"
                        + value
                        + "\r\n")
                    .getBytes(UTF_8)));
    body.writeBytes(
        ("--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + fileName
                + "\"\r\nContent-Type: text/csv\r\n\r\n")
            .getBytes(UTF_8));
    body.writeBytes(file);
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    return body.toByteArray();
  }

  /** A German file with that many customers; every tenth row repeats the one before. */
  public static String file(int rows) {
    StringBuilder csv = new StringBuilder("E-Mail;Name;Gesamtausgaben;Erstes Zahlungsdatum\n");
    for (int i = 1; i <= rows; i++) {
      int customer = i % 10 == 0 ? i - 1 : i;
      csv.append(
          "kunde%d@example.com;Kunde %d;1.%03d,50 €;15.01.2024\n"
              .formatted(customer, customer, i % 1000));
    }
    return csv.toString();
  }
}
