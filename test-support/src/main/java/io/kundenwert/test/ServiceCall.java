package io.kundenwert.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * A request to a service, however the service is reached.
 *
 * @param method HTTP method
 * @param path path with query
 * @param token bearer token; null for none
 * @param contentType type of the body; null where there is none
 * @param body body, may be empty
 */
record ServiceCall(
    String method, String path, @Nullable String token, @Nullable String contentType, byte[] body) {

  /**
   * What came back.
   *
   * @param status HTTP status
   * @param body body; empty where the answer is a stream
   */
  record Answer(int status, String body) {}

  /** Sends calls. */
  interface Sender {
    /** The answer's status, and its body unless it is a stream. */
    Answer send(ServiceCall call);
  }

  /** Calls a service in this process, without waiting for the end of what it streams. */
  static Sender to(MockMvcTester mvc) {
    return call -> {
      var request = mvc.method(HttpMethod.valueOf(call.method())).uri(URI.create(call.path()));
      if (call.token() != null) {
        request.header("Authorization", "Bearer " + call.token());
      }
      if (call.contentType() != null) {
        request.header("Content-Type", call.contentType()).content(call.body());
      }
      var response = request.asyncExchange().getResponse();
      return new Answer(response.getStatus(), new String(response.getContentAsByteArray(), UTF_8));
    };
  }

  /** Calls a service that listens. */
  static Sender to(int port) {
    HttpClient http = HttpClient.newHttpClient();
    return call -> {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + call.path()))
              .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(call.body()));
      if (call.token() != null) {
        request.header("Authorization", "Bearer " + call.token());
      }
      if (call.contentType() != null) {
        request.header("Content-Type", call.contentType());
      }
      try {
        HttpResponse<java.io.InputStream> response =
            http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (var body = response.body()) {
          // What is allowed may stream for long; only refusals are read.
          return new Answer(
              response.statusCode(),
              response.statusCode() < 400 ? "" : new String(body.readAllBytes(), UTF_8));
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopped);
      }
    };
  }
}
