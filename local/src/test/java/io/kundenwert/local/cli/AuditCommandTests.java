package io.kundenwert.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kundenwert.local.installation.CannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** D8: whether an audit log is whole is said in words and by the exit code. */
class AuditCommandTests {
  private final UUID team = UUID.randomUUID();
  private final List<String> asked = new ArrayList<>();
  private HttpServer api;
  private String verification = "{\"entries\":12,\"head\":\"ab12\",\"broken\":null}";
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext(
        "/api/v1/teams/" + team + "/audit",
        exchange -> {
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body =
              (exchange.getRequestURI().getPath().endsWith("/verification")
                      ? verification
                      : "{\"items\":[{\"seq\":7,\"hash\":\"cd34\"}]}")
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    api.start();
  }

  @AfterEach
  void stop() {
    api.stop(0);
  }

  private int verify(String... more) {
    List<String> arguments = new ArrayList<>(List.of("verify", "--team", team.toString()));
    arguments.addAll(
        List.of("--url", "http://localhost:" + api.getAddress().getPort(), "--api-key", "kw_key"));
    arguments.addAll(List.of(more));
    return new CommandLine(new AuditCommand())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> failure instanceof CannotStart ? 70 : 99)
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void saysThatALogIsWhole() {
    assertThat(verify()).isZero();
    assertThat(asked)
        .containsExactly("/api/v1/teams/" + team + "/audit/verification Bearer kw_key");
  }

  @Test
  void failsForAChangedLog() {
    verification = "{\"entries\":2,\"head\":\"ab12\",\"broken\":3}";
    assertThat(verify()).isEqualTo(1);
  }

  @Test
  void failsForALogThatWasWrittenAnew() {
    assertThat(verify("--head", "7:CD34")).isZero();
    assertThat(asked.getLast()).contains("limit=1&before=8");
    assertThat(verify("--head", "7:0000")).isEqualTo(1);
    assertThat(verify("--head", "cd34")).isEqualTo(70);
  }

  @Test
  void isNoVerdictWhenTheLogCannotBeRead() {
    status = 403;
    assertThat(verify()).isEqualTo(70);
    api.stop(0);
    assertThat(verify()).isEqualTo(70);
  }
}
