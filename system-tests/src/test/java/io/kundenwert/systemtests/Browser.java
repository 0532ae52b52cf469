package io.kundenwert.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser with its cookies, as far as the API is concerned. */
final class Browser {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final URI origin;

  Browser(URI origin) {
    this.origin = origin;
  }

  /** An answer; the body is an empty object where there is none. */
  record Answer(int status, JsonNode json) {}

  Answer get(String path) {
    return send("GET", path, null);
  }

  Answer post(String path, Object body) {
    return send("POST", path, body);
  }

  /** Calls with the page's token in the header, as its scripts do. */
  Answer send(String method, String path, @Nullable Object body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  /** Uploads a small file and starts its import. */
  Answer upload(String path, String name, String content) {
    String boundary = "kundenwert-browser";
    String form =
        "--%1$s\r\nContent-Disposition: form-data; name=\"start\"\r\n\r\nauto\r\n--%1$s\r\n"
                .formatted(boundary)
            + "Content-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n".formatted(name)
            + "Content-Type: text/csv\r\n\r\n%s\r\n--%s--\r\n".formatted(content, boundary);
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofString(form)));
  }

  /** Signs in; the status. */
  int signIn(String email, String password) {
    // The first answer brings the token for the form.
    get("/api/v1/session");
    return post("/api/v1/sign-in", Map.of("email", email, "password", password)).status();
  }

  /** A cookie's value; empty if there is none. */
  String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(origin.resolve(path));
    String token = cookie("XSRF-TOKEN");
    return token.isEmpty() ? request : request.header("X-XSRF-TOKEN", token);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString(UTF_8));
      return new Answer(
          answer.statusCode(),
          answer.body().startsWith("{") ? JSON.readTree(answer.body()) : JSON.createObjectNode());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
