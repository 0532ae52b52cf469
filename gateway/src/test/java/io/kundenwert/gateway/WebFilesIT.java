package io.kundenwert.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How the web application's files are served; what is in them does not matter here. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    classes = GatewayApplication.class,
    properties = {
      "spring.config.name=gateway",
      "KUNDENWERT_GATEWAY_SECRET=" + IdentityDouble.SECRET,
      "kundenwert.gateway.web=classpath:/sample-web/"
    })
class WebFilesIT {
  private final HttpClient client = HttpClient.newHttpClient();

  @LocalServerPort int port;

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/sign-in",
        "/invite",
        "/account",
        "/t/01990000-0000-7000-8000-000000000002/p/01990000-0000-7000-8000-000000000003/customers"
      })
  void everyAddressBeginsWithTheOnePage(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("the application");
    assertThat(header(answer, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    assertThat(header(answer, "Content-Security-Policy"))
        .contains(
            "default-src 'none'",
            "script-src 'self';",
            "style-src 'self';",
            "require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "nonce");
  }

  @Test
  void filesAreKeptForAYearAndComeInTheSmallestForm() throws Exception {
    HttpResponse<String> plain = get("/assets/app-1.js");
    assertThat(plain.body()).contains("plain");
    assertThat(header(plain, "Cache-Control")).contains("max-age=31536000", "immutable");
    HttpResponse<String> brotli = get("/assets/app-1.js", "Accept-Encoding", "gzip, br");
    assertThat(header(brotli, "Content-Encoding")).isEqualTo("br");
    assertThat(header(brotli, "Content-Type")).startsWith("text/javascript");
    assertThat(header(brotli, "Vary")).contains("Accept-Encoding");
    assertThat(brotli.body()).contains("brotli");
    assertThat(header(get("/assets/app-1.js", "Accept-Encoding", "gzip"), "Content-Encoding"))
        .isEqualTo("gzip");
  }

  @Test
  void nothingElseIsServed() throws Exception {
    assertThat(get("/assets/none.js").statusCode()).isEqualTo(404);
    assertThat(get("/assets/..%2findex.html").statusCode()).isNotEqualTo(200);
    assertThat(get("/index.html").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/nothing").statusCode()).isEqualTo(401);
  }
}
