package io.kundenwert.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser's session: signing in and out, cookies, and what other sites may make a browser do. */
@SpringBootTest(
    classes = GatewayApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=gateway",
      "KUNDENWERT_GATEWAY_SECRET=" + IdentityDouble.SECRET,
      "KUNDENWERT_SIGN_INS_PER_MINUTE=1000"
    })
class SessionIT {
  private static final String TEAMS = "/api/v1/teams";
  private static final String SIGN_IN = "/api/v1/sign-in";
  private static final String SIGN_OUT = "/api/v1/sign-out";

  private static final ServiceDouble teams = new ServiceDouble();
  private static final IdentityDouble identity = IdentityDouble.at(teams);

  private final HttpClient client = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  @LocalServerPort int port;

  @DynamicPropertySource
  static void services(DynamicPropertyRegistry properties) {
    properties.add("KUNDENWERT_TEAM_URL", teams::url);
  }

  @BeforeEach
  void startOver() {
    teams.answers(exchange -> ServiceDouble.send(exchange, 200, "{}"));
    identity.asked().clear();
    identity.takes(Duration.ZERO);
    identity.isAway(false);
  }

  @AfterAll
  static void stop() {
    teams.close();
  }

  @Test
  void signsInWithCookiesThatScriptsAndOtherSitesDoNotGet() throws Exception {
    HttpResponse<String> answer = signIn(IdentityDouble.EMAIL, IdentityDouble.PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
    Map<String, List<String>> cookies = attributes(answer);
    assertThat(cookies.keySet()).containsExactlyInAnyOrder("kw_session", "kw_device", "XSRF-TOKEN");
    assertThat(cookies.get("kw_session"))
        .contains("Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=1209600")
        .doesNotContain("Secure")
        .noneMatch(attribute -> attribute.startsWith("Domain"));
    assertThat(cookies.get("kw_device"))
        .contains("Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=31536000");
    assertThat(cookies.get("XSRF-TOKEN"))
        .contains("Path=/", "SameSite=Lax")
        .doesNotContain("HttpOnly");
    assertThat(identity.isKnown(cookies(answer).getOrDefault("kw_session", ""))).isTrue();
    Map<String, String> asked = identity.asked().getLast();
    assertThat(asked)
        .containsEntry("client_address", "127.0.0.1")
        .containsEntry("user_agent", "Browser")
        .doesNotContainKey("device");
  }

  @Test
  void tellsTeamServiceWhichDeviceItIs() throws Exception {
    Map<String, String> before = freshCookies();
    HttpResponse<String> answer =
        send(
            signInRequest(IdentityDouble.EMAIL, IdentityDouble.PASSWORD)
                .header("X-XSRF-TOKEN", before.get("XSRF-TOKEN"))
                .header(
                    "Cookie", "kw_device=known-device; XSRF-TOKEN=" + before.get("XSRF-TOKEN")));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(identity.asked().getLast()).containsEntry("device", "known-device");
  }

  @Test
  void relaysTheSessionsTokenAndNeverTheCookie() throws Exception {
    Browser browser = signedIn();
    assertThat(send(browser.request("/api/v1/session")).statusCode()).isEqualTo(200);
    var headers = teams.lastAsked().headers();
    assertThat(headers.get("Authorization"))
        .containsExactly("Bearer " + identity.tokenOf(browser.session()));
    assertThat(headers.keySet()).doesNotContain("Cookie", "X-xsrf-token");
  }

  @Test
  void refusesWrongPasswordsAndUnknownPeopleAlike() throws Exception {
    HttpResponse<String> wrong = signIn(IdentityDouble.EMAIL, "wrong");
    HttpResponse<String> unknown = signIn("nobody@example.com", "wrong");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(code(wrong)).isEqualTo("sign-in-refused");
    assertThat(withoutCorrelation(wrong)).isEqualTo(withoutCorrelation(unknown));
    assertThat(cookies(wrong)).doesNotContainKeys("kw_session", "kw_device");
  }

  @Test
  void saysWhenToTryAgain() throws Exception {
    HttpResponse<String> answer = signIn("throttled@example.com", "x");
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(code(answer)).isEqualTo("sign-in-throttled");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("120");
    assertThat(json.readTree(answer.body()).at("/detail").asString()).contains("120 seconds");
  }

  @Test
  void neverTakesOverACookieFromBeforeTheSignIn() throws Exception {
    String planted = identity.newSession();
    Browser attackers = new Browser(planted, csrfOf(planted));
    HttpResponse<String> answer =
        send(
            attackers
                .request(SIGN_IN)
                .header("X-XSRF-TOKEN", attackers.csrf())
                .header("Content-Type", "application/json")
                .POST(body(IdentityDouble.EMAIL, IdentityDouble.PASSWORD)));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(cookies(answer).get("kw_session")).isNotEqualTo(planted);
    assertThat(cookies(answer).get("XSRF-TOKEN")).isNotEqualTo(attackers.csrf());
    assertThat(identity.asked())
        .filteredOn(form -> form.getOrDefault("grant_type", "").endsWith(":sign-in"))
        .isNotEmpty()
        .noneMatch(form -> form.containsValue(planted));
    assertThat(identity.isKnown(planted)).as("a browser has one session").isFalse();
  }

  @Test
  void takesNoSignInWithoutTheTokenOfThePage() throws Exception {
    HttpResponse<String> bare =
        send(
            signInRequest(IdentityDouble.EMAIL, IdentityDouble.PASSWORD)
                .header("Accept-Language", "de"));
    assertThat(bare.statusCode()).isEqualTo(403);
    assertThat(code(bare)).isEqualTo("csrf");
    assertThat(json.readTree(bare.body()).at("/title").asString())
        .isEqualTo("Zu Ihrer Sicherheit abgelehnt");
    HttpResponse<String> withKey =
        send(
            signInRequest(IdentityDouble.EMAIL, IdentityDouble.PASSWORD)
                .header("Authorization", "Bearer " + IdentityDouble.KEY));
    assertThat(withKey.statusCode()).isEqualTo(403);
    assertThat(identity.asked()).isEmpty();
  }

  @Test
  void takesNoChangeByCookieWithoutTheTokenOfThePage() throws Exception {
    Browser browser = signedIn();
    String planted = "A".repeat(43);
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
      assertThat(code(send(browser.request(TEAMS).method(method, BodyPublishers.ofString("{}")))))
          .as(method)
          .isEqualTo("csrf");
    }
    assertThat(code(send(change(browser).header("X-XSRF-TOKEN", planted)))).isEqualTo("csrf");
    // Who can plant cookies, from a subdomain for example, has a pair that does not fit the
    // session.
    Browser withPlanted = new Browser(browser.session(), planted);
    assertThat(code(send(change(withPlanted).header("X-XSRF-TOKEN", planted)))).isEqualTo("csrf");
    assertThat(code(send(browser.request(SIGN_OUT).POST(BodyPublishers.noBody()))))
        .isEqualTo("csrf");
    assertThat(teams.asked()).isEmpty();
    assertThat(identity.isKnown(browser.session())).isTrue();
    assertThat(send(change(browser).header("X-XSRF-TOKEN", browser.csrf())).statusCode())
        .isEqualTo(200);
    assertThat(teams.asked()).hasSize(1);
  }

  @Test
  void doesNotLookForTheTokenInBodies() throws Exception {
    Browser browser = signedIn();
    HttpResponse<String> answer =
        send(
            browser
                .request(TEAMS)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("_csrf=" + browser.csrf())));
    assertThat(code(answer)).isEqualTo("csrf");
  }

  @Test
  void anAuthorizationHeaderWinsOverTheCookie() throws Exception {
    Browser browser = signedIn();
    HttpResponse<String> wrong =
        send(browser.request("/api/v1/session").header("Authorization", "Bearer kw_wrong"));
    assertThat(wrong.statusCode()).isEqualTo(401);
    // A program's key needs no token of a page.
    HttpResponse<String> right =
        send(change(browser).header("Authorization", "Bearer " + IdentityDouble.KEY));
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(teams.lastAsked().headers().getFirst("Authorization"))
        .isEqualTo("Bearer " + identity.tokenOf(IdentityDouble.KEY));
    HttpResponse<String> signOut =
        send(
            browser
                .request(SIGN_OUT)
                .header("Authorization", "Bearer " + IdentityDouble.KEY)
                .POST(BodyPublishers.noBody()));
    assertThat(signOut.statusCode()).isEqualTo(204);
    assertThat(cookies(signOut)).isEmpty();
    assertThat(identity.isKnown(browser.session())).isTrue();
    assertThat(identity.isKnown(IdentityDouble.KEY)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://evil.example",
    "Origin, http://localhost.evil.example",
    "Origin, null",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void refusesWhatAnotherSiteMakesABrowserSend(String header, String value) throws Exception {
    Browser browser = signedIn();
    HttpResponse<String> answer =
        send(change(browser).header("X-XSRF-TOKEN", browser.csrf()).header(header, value));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(code(answer)).isEqualTo("csrf");
    assertThat(teams.asked()).isEmpty();
    Map<String, String> before = freshCookies();
    assertThat(
            code(
                send(
                    signInRequest(IdentityDouble.EMAIL, IdentityDouble.PASSWORD)
                        .header("X-XSRF-TOKEN", before.get("XSRF-TOKEN"))
                        .header("Cookie", "XSRF-TOKEN=" + before.get("XSRF-TOKEN"))
                        .header(header, value))))
        .isEqualTo("csrf");
    assertThat(
            code(
                send(
                    HttpRequest.newBuilder(uri("/api/v1/password-resets"))
                        .header(header, value)
                        .POST(BodyPublishers.ofString("{}")))))
        .isEqualTo("csrf");
  }

  @Test
  void takesWhatItsOwnPagesSend() throws Exception {
    Browser browser = signedIn();
    for (List<String> header :
        List.of(
            List.of("Origin", "http://localhost:" + port),
            // The public address, whatever name this request was sent to.
            List.of("Origin", "http://localhost:8080"),
            List.of("Sec-Fetch-Site", "same-origin"))) {
      assertThat(
              send(change(browser)
                      .header("X-XSRF-TOKEN", browser.csrf())
                      .header(header.getFirst(), header.getLast()))
                  .statusCode())
          .as("%s", header)
          .isEqualTo(200);
    }
  }

  @Test
  void leavesThePageItsTokenAsLongAsTheSessionLasts() throws Exception {
    Browser browser = signedIn();
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> read = send(browser.request("/api/v1/session"));
      HttpResponse<String> changed = send(change(browser).header("X-XSRF-TOKEN", browser.csrf()));
      for (HttpResponse<String> answer : List.of(read, changed)) {
        assertThat(answer.statusCode()).isLessThan(300);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
      }
    }
  }

  @Test
  void signsOutAtOnce() throws Exception {
    Browser browser = signedIn();
    assertThat(send(browser.request("/api/v1/session")).statusCode()).isEqualTo(200);
    HttpResponse<String> answer =
        send(
            browser
                .request(SIGN_OUT)
                .header("X-XSRF-TOKEN", browser.csrf())
                .POST(BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(attributes(answer).get("kw_session"))
        .contains("Max-Age=0", "Path=/", "HttpOnly", "SameSite=Lax");
    assertThat(identity.isKnown(browser.session())).isFalse();
    assertThat(send(browser.request("/api/v1/session")).statusCode()).isEqualTo(401);
    HttpResponse<String> again = send(request(SIGN_OUT).POST(BodyPublishers.noBody()));
    assertThat(again.statusCode()).isEqualTo(204);
  }

  @Test
  void anEndedSessionWorksForFiveSecondsAtMost() throws Exception {
    Browser browser = signedIn();
    assertThat(send(browser.request("/api/v1/session")).statusCode()).isEqualTo(200);
    identity.ends(browser.session());
    long ended = System.nanoTime();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> send(browser.request("/api/v1/session")).statusCode() == 401);
    assertThat(Duration.ofNanos(System.nanoTime() - ended)).isLessThan(Duration.ofMillis(5_500));
    assertThat(identity.askedOf(browser.session())).hasSize(2);
  }

  @Test
  void asksOnceForManyCallsAtOnce() throws Exception {
    String key = "kw_" + UUID.randomUUID();
    identity.knows(key);
    identity.takes(Duration.ofMillis(500));
    List<Future<Integer>> calls = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        calls.add(
            callers.submit(
                () ->
                    send(request("/api/v1/session").header("Authorization", "Bearer " + key))
                        .statusCode()));
      }
    }
    for (Future<Integer> call : calls) {
      assertThat(call.get()).isEqualTo(200);
    }
    assertThat(identity.askedOf(key)).hasSize(1);
  }

  @Test
  void isNoRefusalWhenTeamServiceCannotBeAsked() throws Exception {
    Browser browser = signedIn();
    identity.isAway(true);
    HttpResponse<String> answer = send(browser.request("/api/v1/session"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(code(answer)).isEqualTo("service-unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(signIn(IdentityDouble.EMAIL, IdentityDouble.PASSWORD).statusCode()).isEqualTo(503);
    identity.isAway(false);
    assertThat(send(browser.request("/api/v1/session")).statusCode()).isEqualTo(200);
  }

  @Test
  void countsNoneOfTwoDifferentSessionCookies() throws Exception {
    Browser browser = signedIn();
    String planted = identity.newSession();
    HttpResponse<String> answer =
        send(
            request("/api/v1/session")
                .header("Cookie", "kw_session=" + planted + "; kw_session=" + browser.session()));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(identity.askedOf(planted)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kw_test", "token", "", "kws_", "kws_a%20b", "eyJhbGciOiJub25lIn0.e30."})
  void takesOnlySessionsOutOfTheCookie(String cookie) throws Exception {
    HttpResponse<String> answer =
        send(request("/api/v1/session").header("Cookie", "kw_session=" + cookie));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(identity.asked()).isEmpty();
  }

  @Test
  void boundsWhatASignInMayBring() throws Exception {
    String deep = "{\"email\":\"a@b.c\",\"x\":" + "[".repeat(6_000) + "]".repeat(6_000) + "}";
    String broken = "{\"email\":";
    String wrongType = "{\"email\":{\"a\":1},\"password\":[]}";
    for (String body : List.of(deep, broken, wrongType, "{}", "null", "[]")) {
      HttpResponse<String> answer =
          send(signInRequest(BodyPublishers.ofString(body), freshCookies()));
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(code(answer)).isEqualTo("invalid-request");
      assertThat(answer.body()).doesNotContain("jackson", "Exception");
    }
    String large = "{\"email\":\"" + "a".repeat(20_000) + "\"}";
    assertThat(send(signInRequest(BodyPublishers.ofString(large), freshCookies())).statusCode())
        .isEqualTo(413);
    HttpResponse<String> chunked =
        send(
            signInRequest(
                BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(large.getBytes(UTF_8))),
                freshCookies()));
    assertThat(chunked.statusCode()).isEqualTo(413);
    assertThat(identity.asked()).isEmpty();
  }

  /** A browser with its cookies. */
  private final class Browser {
    private final String session;
    private final String csrf;

    Browser(String session, String csrf) {
      this.session = session;
      this.csrf = csrf;
    }

    String session() {
      return session;
    }

    String csrf() {
      return csrf;
    }

    HttpRequest.Builder request(String path) {
      return SessionIT.this
          .request(path)
          .header("Cookie", "kw_session=" + session + "; XSRF-TOKEN=" + csrf);
    }
  }

  private Browser signedIn() throws Exception {
    HttpResponse<String> answer = signIn(IdentityDouble.EMAIL, IdentityDouble.PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(204);
    Map<String, String> cookies = cookies(answer);
    return new Browser(
        cookies.getOrDefault("kw_session", ""), cookies.getOrDefault("XSRF-TOKEN", ""));
  }

  private static HttpRequest.Builder change(Browser browser) {
    return browser.request(TEAMS).POST(BodyPublishers.ofString("{}"));
  }

  /** What a browser has that was never here before and asks who is signed in. */
  private Map<String, String> freshCookies() throws Exception {
    return cookies(send(request("/api/v1/session")));
  }

  private String csrfOf(String session) throws Exception {
    return cookies(send(request("/api/v1/session").header("Cookie", "kw_session=" + session)))
        .getOrDefault("XSRF-TOKEN", "");
  }

  private HttpResponse<String> signIn(String email, String password) throws Exception {
    return send(signInRequest(body(email, password), freshCookies()));
  }

  private HttpRequest.Builder signInRequest(
      HttpRequest.BodyPublisher body, Map<String, String> cookies) {
    return request(SIGN_IN)
        .header("Content-Type", "application/json")
        .header("Cookie", "XSRF-TOKEN=" + cookies.get("XSRF-TOKEN"))
        .header("X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"))
        .POST(body);
  }

  private HttpRequest.Builder signInRequest(String email, String password) {
    return request(SIGN_IN).header("Content-Type", "application/json").POST(body(email, password));
  }

  private static HttpRequest.BodyPublisher body(String email, String password) {
    return BodyPublishers.ofString(
        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofSeconds(30))
        .header("User-Agent", "Browser");
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String code(HttpResponse<String> answer) {
    JsonNode problem = json.readTree(answer.body());
    return problem.at("/code").asString();
  }

  private static String withoutCorrelation(HttpResponse<String> answer) {
    return answer.body().replaceAll("\"correlationId\":\"[^\"]*\"", "");
  }

  private static Map<String, String> cookies(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.split(";")[0].split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, last) -> last));
  }

  private static Map<String, List<String>> attributes(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .map(cookie -> List.of(cookie.split("; ")))
        .collect(
            Collectors.toMap(
                parts -> parts.getFirst().split("=", 2)[0], parts -> parts, (first, last) -> last));
  }
}
