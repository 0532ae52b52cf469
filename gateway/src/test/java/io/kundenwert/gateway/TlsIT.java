package io.kundenwert.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The gateway behind a proxy that ends TLS and whose word on addresses is believed; with limits
 * that are reached soon.
 */
@SpringBootTest(
    classes = GatewayApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=gateway",
      "KUNDENWERT_GATEWAY_SECRET=" + IdentityDouble.SECRET,
      "KUNDENWERT_PUBLIC_URL=https://kundenwert.example",
      "KUNDENWERT_TRUSTED_PROXIES=127.0.0.0/8, ::1, 10.1.0.0/16",
      "KUNDENWERT_SIGN_INS_PER_MINUTE=5",
      "KUNDENWERT_OPEN_REQUESTS_PER_MINUTE=3"
    })
class TlsIT {
  private static final ServiceDouble teams = new ServiceDouble();
  private static final IdentityDouble identity = IdentityDouble.at(teams);
  private static final String CSRF = "B".repeat(43);

  private final HttpClient client = HttpClient.newHttpClient();

  @LocalServerPort int port;

  @DynamicPropertySource
  static void services(DynamicPropertyRegistry properties) {
    properties.add("KUNDENWERT_TEAM_URL", teams::url);
  }

  @AfterAll
  static void stop() {
    teams.close();
  }

  @Test
  void cookiesAreOfThisHostAndEncryptedConnectionsOnly() throws Exception {
    HttpResponse<String> answer =
        send(signIn("1.1.1.1").header("Origin", "https://kundenwert.example"));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    List<String> cookies = answer.headers().allValues("Set-Cookie");
    assertThat(cookies).hasSize(3).allMatch(cookie -> cookie.contains("; Secure"));
    assertThat(cookies).noneMatch(cookie -> cookie.contains("Domain="));
    assertThat(cookies)
        .anyMatch(cookie -> cookie.startsWith("__Host-kw_session=kws_"))
        .anyMatch(cookie -> cookie.startsWith("__Host-kw_device="))
        .anyMatch(cookie -> cookie.startsWith("XSRF-TOKEN="));
  }

  @Test
  void aCookieThatASubdomainCouldPlantDoesNotCount() throws Exception {
    String session = identity.newSession();
    assertThat(
            send(request("/api/v1/session").header("Cookie", "kw_session=" + session)).statusCode())
        .isEqualTo(401);
    assertThat(
            send(request("/api/v1/session").header("Cookie", "__Host-kw_session=" + session))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void countsSignInsByTheAddressThatTheProxySaw() throws Exception {
    for (int i = 0; i < 5; i++) {
      // What the caller itself claims stands in front of what the proxy adds.
      assertThat(send(signIn("9.9.9." + i + ", 2.2.2.2, 10.1.0.7")).statusCode()).isEqualTo(204);
    }
    HttpResponse<String> refused = send(signIn("9.9.9.9, 2.2.2.2, 10.1.0.7"));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("\"too-many-requests\"");
    assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 13);
    assertThat(identity.asked().getLast()).containsEntry("client_address", "2.2.2.2");
    assertThat(send(signIn("2.2.2.3")).statusCode()).isEqualTo(204);
  }

  @Test
  void countsWhatIsOpenToAll() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(send(reset("2001:db8:0:1::" + i, "/api/v1/password-resets")).statusCode())
          .isEqualTo(200);
    }
    assertThat(teams.lastAsked().headers().getFirst("X-client-address"))
        .isEqualTo("2001:db8:0:1:0:0:0:2");
    // One home has all addresses of its network, and an address has more than one spelling.
    for (String path : List.of("/api/v1/accounts", "/api/v1/%61ccounts")) {
      assertThat(send(reset("2001:db8:0:1:ffff::1", path)).statusCode()).as(path).isEqualTo(429);
    }
    assertThat(send(reset("2001:db8:0:2::1", "/api/v1/accounts")).statusCode()).isEqualTo(200);
  }

  private HttpRequest.Builder signIn(String forwardedFor) {
    return request("/api/v1/sign-in")
        .header("X-Forwarded-For", forwardedFor)
        .header("Content-Type", "application/json")
        .header("Cookie", "XSRF-TOKEN=" + CSRF)
        .header("X-XSRF-TOKEN", CSRF)
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"email\":\"%s\",\"password\":\"%s\"}"
                    .formatted(IdentityDouble.EMAIL, IdentityDouble.PASSWORD)));
  }

  private HttpRequest.Builder reset(String forwardedFor, String path) {
    return request(path)
        .header("X-Forwarded-For", forwardedFor)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{}"));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
