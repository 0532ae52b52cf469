package io.kundenwert.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An answer that a service breaks off must not end like a whole one behind the gateway. */
@SpringBootTest(
    classes = GatewayApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=gateway",
      "KUNDENWERT_GATEWAY_SECRET=" + IdentityDouble.SECRET
    })
class BrokenStreamIT {
  private static final ServiceDouble teams = new ServiceDouble();
  private static final IdentityDouble identity = IdentityDouble.at(teams);
  private static final ServerSocket customers = breakingOff();

  @LocalServerPort int port;

  @DynamicPropertySource
  static void services(DynamicPropertyRegistry properties) {
    properties.add("KUNDENWERT_TEAM_URL", teams::url);
    properties.add("KUNDENWERT_CUSTOMER_URL", () -> "http://127.0.0.1:" + customers.getLocalPort());
  }

  @AfterAll
  static void stop() throws IOException {
    customers.close();
    teams.close();
  }

  /** A service that sends the beginning of a chunked file and then closes the connection. */
  private static ServerSocket breakingOff() {
    try {
      ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      Thread.ofPlatform().daemon().start(() -> serve(server));
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void serve(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket caller = server.accept()) {
        byte[] asked = new byte[64 * 1024];
        if (caller.getInputStream().read(asked) < 0) {
          continue;
        }
        String chunk = "a,b\r\n".repeat(20_000);
        caller
            .getOutputStream()
            .write(
                ("HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(chunk.length())
                        + "\r\n"
                        + chunk
                        + "\r\n")
                    .getBytes(UTF_8));
        caller.getOutputStream().flush();
      } catch (IOException ended) {
        // The next caller, or the end of the test.
      }
    }
  }

  @Test
  void isCutOff() {
    String key = "kw_" + UUID.randomUUID();
    identity.knows(key);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:%d/api/v1/teams/%s/products/%s/customers/export.csv"
                        .formatted(port, UUID.randomUUID(), UUID.randomUUID())))
            .header("Authorization", "Bearer " + key)
            .build();
    assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString(UTF_8)))
        .isInstanceOf(IOException.class);
  }
}
