package io.kundenwert.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kundenwert.local.installation.RunFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Imports as an API client does, through the gateway. */
final class ProductClient {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> ENDS = Set.of("finished", "failed", "cancelled");
  private static final Duration POLL = Duration.ofMillis(250);

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunFile run;
  private final String team;

  ProductClient(RunFile run, UUID teamId) {
    this.run = run;
    this.team = run.url() + "/api/v1/teams/" + teamId;
  }

  /**
   * A finished import.
   *
   * @param preview from the first byte of the upload to the answer with the preview
   * @param ready from there until the file is read through and can be started
   * @param run from the accepted start to the end
   * @param processors seconds of processor time by process from the accepted start to the end
   * @param followers from there until all states are published and everybody can be searched for
   * @param state what the import says at its end
   */
  record Imported(
      Duration preview,
      Duration ready,
      Duration run,
      Map<String, Double> processors,
      Duration followers,
      JsonNode state) {}

  /** A new product; its id. */
  String newProduct() throws IOException, InterruptedException {
    return send(request("/products")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\": \"Benchmark\"}")))
        .get("id")
        .asString();
  }

  /** Uploads a file whose rows count whatever was imported before; the import. */
  JsonNode upload(String product, Path file) throws IOException, InterruptedException {
    String boundary = "kundenwert-benchmark";
    HttpRequest.Builder upload =
        request("/products/" + product + "/imports")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(
                        "--"
                            + boundary
                            // Both files count: they are of the same customers on purpose.
                            + "\r\nContent-Disposition: form-data; name=\"overlap\"\r\n\r\nadd"
                            + "\r\n--"
                            + boundary
                            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                            + file.getFileName()
                            + "\"\r\nContent-Type: text/csv\r\n\r\n"),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")));
    return send(upload);
  }

  /** Starts an import; its state. */
  JsonNode start(JsonNode uploaded) throws IOException, InterruptedException {
    return send(
        request("/imports/" + uploaded.get("id").asString() + "/start")
            .POST(BodyPublishers.noBody()));
  }

  /** The state of an import. */
  JsonNode state(JsonNode uploaded) throws IOException, InterruptedException {
    return send(request("/imports/" + uploaded.get("id").asString()).GET());
  }

  /** Whether an import has ended. */
  static boolean hasEnded(JsonNode state) {
    return ENDS.contains(state.path("status").asString());
  }

  /** Waits until a file is read through. */
  void awaitReady(JsonNode uploaded) throws IOException, InterruptedException {
    while (state(uploaded).path("status").asString().equals("uploaded")) {
      Thread.sleep(POLL);
    }
  }

  /** Uploads, starts and waits for the end. */
  Imported importFile(String product, Path file) throws IOException, InterruptedException {
    long uploadStarted = System.nanoTime();
    JsonNode uploaded = upload(product, file);
    Duration preview = Duration.ofNanos(System.nanoTime() - uploadStarted);
    long readThrough = System.nanoTime();
    awaitReady(uploaded);
    Duration ready = Duration.ofNanos(System.nanoTime() - readThrough);
    Map<String, Double> before = ProcessorTimes.now(run);
    long started = System.nanoTime();
    JsonNode state = start(uploaded);
    while (!hasEnded(state)) {
      Thread.sleep(POLL);
      state = state(uploaded);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    Map<String, Double> processors = ProcessorTimes.between(before, ProcessorTimes.now(run));
    return new Imported(preview, ready, took, processors, Followers.awaitCaughtUp(run), state);
  }

  /**
   * An undone import.
   *
   * @param took from the accepted request to the end
   * @param processors seconds of processor time by process meanwhile
   * @param report what became of the customers
   */
  record Undone(Duration took, Map<String, Double> processors, JsonNode report) {}

  /** Takes an import back and waits for the end. */
  Undone undo(Imported imported) throws IOException, InterruptedException {
    String path = "/imports/" + imported.state().path("id").asString() + "/undo";
    Map<String, Double> before = ProcessorTimes.now(run);
    long started = System.nanoTime();
    JsonNode state =
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    while (!state.path("status").asString().equals("finished")) {
      Thread.sleep(POLL);
      state = send(request(path).GET()).path("undo");
    }
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return new Undone(took, ProcessorTimes.between(before, ProcessorTimes.now(run)), state);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(team + path))
        .timeout(Duration.ofMinutes(10))
        .header("Authorization", "Bearer " + run.apiKey());
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString(UTF_8));
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          answer.request().uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
