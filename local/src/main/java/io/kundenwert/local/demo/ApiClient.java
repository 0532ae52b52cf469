package io.kundenwert.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.local.installation.RunFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API of an installation, used with its API key as any client would. */
final class ApiClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final RunFile run;

  ApiClient(RunFile run) {
    this.run = run;
  }

  /**
   * An answer.
   *
   * @param status HTTP status
   * @param text body as text
   */
  record Answer(int status, String text) {

    JsonNode json() {
      return JSON.readTree(text);
    }

    /** The answer's JSON, if it is a success. */
    JsonNode expected() {
      if (status >= 300) {
        throw new DemoFailed("The API answered %d: %s".formatted(status, text));
      }
      return json();
    }
  }

  /** The address of a path below the demo team, as it is shown to people. */
  String address(String path) {
    return run.url() + "/api/v1/teams/" + run.teamId() + path;
  }

  /** The demo product's path below the team. */
  String product() {
    return "/products/" + run.productId();
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  /** Uploads a file as a browser's form does. */
  Answer upload(String path, Path file, Map<String, String> fields) {
    String boundary = "kundenwert-" + UUID.randomUUID();
    List<BodyPublisher> parts = new ArrayList<>();
    fields.forEach(
        (name, value) ->
            parts.add(
                BodyPublishers.ofString(
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(boundary, name, value))));
    parts.add(
        BodyPublishers.ofString(
            "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: text/csv\r\n\r\n"
                .formatted(boundary, file.getFileName())));
    try {
      parts.add(BodyPublishers.ofFile(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    parts.add(BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .header("Idempotency-Key", boundary)
            .POST(BodyPublishers.concat(parts.toArray(BodyPublisher[]::new))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address(path)))
        .timeout(PATIENCE)
        .header("Accept-Language", "en")
        .header("Authorization", "Bearer " + run.apiKey());
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new DemoFailed("The API cannot be reached: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailed("Interrupted.", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
