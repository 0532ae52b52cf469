package io.kundenwert.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kundenwert.support.identity.PublicPaths;
import io.kundenwert.support.problem.Problem;
import io.kundenwert.test.WithEngines;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** A file that breaks off must not look whole to who receives it. */
@SpringBootTest(
    classes = TestService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "spring.config.name=test-service")
@WithEngines("kundenwert_support")
@Import(BrokenStreamIT.Streams.class)
class BrokenStreamIT {
  private static final String BEGINNING = "a,b\r\n".repeat(20_000);

  private final HttpClient client = HttpClient.newHttpClient();

  @LocalServerPort int port;

  @TestConfiguration
  static class Streams {
    @Bean
    PublicPaths streamsArePublic() {
      return new PublicPaths(List.of("/streams/**"));
    }

    @Bean
    StreamController streamController() {
      return new StreamController();
    }
  }

  @RestController
  static class StreamController {
    @GetMapping("/streams/{end}")
    ResponseEntity<StreamingResponseBody> stream(@PathVariable String end) {
      return ResponseEntity.ok(
          out -> {
            out.write(BEGINNING.getBytes(StandardCharsets.UTF_8));
            switch (end) {
              case "problem" -> throw new Problem(HttpStatus.FORBIDDEN, "forbidden");
              case "defect" -> throw new IllegalStateException("secret detail");
              case "input-output" -> throw new IOException("secret detail");
              case "end-of-file" -> throw new EOFException("secret detail");
              default -> {
                // A whole one.
              }
            }
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"problem", "defect", "input-output", "end-of-file"})
  void isCutOff(String end) {
    assertThatThrownBy(() -> get(end)).isInstanceOf(IOException.class);
  }

  @Test
  void wholeOnesEndAsSuchWithTheHeadersOfSecurity() throws Exception {
    HttpResponse<String> answer = get("whole");
    assertThat(answer.body()).isEqualTo(BEGINNING);
    assertThat(answer.headers().allValues("Cache-Control"))
        .singleElement()
        .asString()
        .contains("no-store");
    assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
  }

  private HttpResponse<String> get(String end) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/streams/" + end)).build(),
        BodyHandlers.ofString());
  }
}
