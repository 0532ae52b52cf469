package io.kundenwert.team;

import static io.kundenwert.team.Http.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.kundenwert.support.secrets.Sealer;
import io.kundenwert.test.TestTokens;
import io.kundenwert.test.WithEngines;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Accounts, signing in, sessions and API keys (D11). */
@SpringBootTest(
    classes = TeamServiceApplication.class,
    properties = {
      "spring.config.name=team-service",
      "KUNDENWERT_DEMO=true",
      "KUNDENWERT_DEMO_PASSWORD=" + SignInIT.PASSWORD,
      "KUNDENWERT_DEMO_API_KEY=" + SignInIT.DEMO_KEY,
      "KUNDENWERT_GATEWAY_SECRET=" + SignInIT.SECRET
    })
@AutoConfigureMockMvc
@WithEngines("kundenwert_team_sign_in")
class SignInIT {
  static final String PASSWORD = "vier-Igel-tragen-Hüte";
  static final String DEMO_KEY = "kw_demo-key-of-the-tests";
  static final String SECRET = "secret-of-the-gateway";
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

  private final String email = "anna" + UUID.randomUUID() + "@example.com";

  @Autowired MockMvcTester mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Sealer sealer;
  @Autowired MeterRegistry meters;

  private Http http;

  @BeforeEach
  void http() {
    http = new Http(mvc, jdbc);
  }

  private MvcTestResult register(String address, String password) {
    return http.call(
        null,
        "POST /api/v1/accounts",
        json("email", address, "password", password, "name", "Anna Berg", "language", "de"));
  }

  private void anAccount(String address) {
    assertThat(register(address, PASSWORD)).hasStatus(202);
    String token = Http.token(sealer, "account-confirm", address, 1);
    assertThat(confirm(token, PASSWORD)).hasStatus(204);
  }

  private MvcTestResult confirm(String token, String password) {
    return http.call(
        null, "POST /api/v1/accounts/confirm", json("token", token, "password", password));
  }

  private MvcTestResult token(String secret, Map<String, String> form) {
    var request =
        mvc.post()
            .uri("/oauth2/token")
            .contentType(MediaType.APPLICATION_FORM_URLENCODED)
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(("gateway:" + secret).getBytes(UTF_8)));
    form.forEach(request::param);
    return request.exchange();
  }

  private MvcTestResult signIn(String address, String password, String origin, String device) {
    return token(
        SECRET,
        Map.of(
            "grant_type", "urn:kundenwert:grant:sign-in",
            "email", address,
            "password", password,
            "client_address", origin,
            "user_agent", "Firefox",
            "device", device));
  }

  private JsonNode signedIn(String address) {
    MvcTestResult result = signIn(address, PASSWORD, "192.0.2.1", "");
    assertThat(result).hasStatusOk();
    return Http.body(result);
  }

  private MvcTestResult exchange(String secret, String type) {
    return token(
        SECRET,
        Map.of(
            "grant_type",
            EXCHANGE,
            "subject_token",
            secret,
            "subject_token_type",
            "urn:kundenwert:token-type:" + type,
            "client_address",
            "192.0.2.2"));
  }

  private static String description(MvcTestResult result) {
    return Http.body(result).path("error_description").asString("");
  }

  /** The token's claims, after its signature was checked against the published keys. */
  private Map<String, Object> claims(JsonNode answer) throws Exception {
    SignedJWT token = SignedJWT.parse(answer.path("access_token").asString());
    JWKSet keys =
        JWKSet.parse(mvc.get().uri("/oauth2/jwks").exchange().getResponse().getContentAsString());
    ECKey key = (ECKey) keys.getKeyByKeyId(token.getHeader().getKeyID());
    assertThat(key.isPrivate()).isFalse();
    assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
    return token.getJWTClaimsSet().getClaims();
  }

  @Test
  void aRegistrationBecomesAnAccountThroughItsLinkAndItsPassword() throws Exception {
    assertThat(register(email, PASSWORD)).hasStatus(202);
    String token = Http.token(sealer, "account-confirm", email, 1);
    assertThat(description(signIn(email, PASSWORD, "192.0.2.1", ""))).isEqualTo("sign-in-refused");
    assertThat(Http.code(confirm(token, "wrong-horse-battery-staple"))).isEqualTo("password-wrong");
    assertThat(confirm(token, PASSWORD)).hasStatus(204);
    assertThat(Http.code(confirm(token, PASSWORD))).as("once").isEqualTo("link-gone");

    JsonNode answer = signedIn(email);
    Map<String, Object> claims = claims(answer);
    assertThat(claims.get("name")).isEqualTo("Anna Berg");
    assertThat(String.valueOf(claims.get("aud"))).contains("kundenwert");
    assertThat(claims.get("iss")).isEqualTo(TestTokens.ISSUER);
    assertThat(claims).containsKeys("sid", "exp", "jti").doesNotContainKey("scope");
    assertThat(answer.path("session").asString()).startsWith("kws_");
    assertThat(
            jdbc.sql("SELECT password_hash FROM account WHERE email = ?")
                .param(email)
                .query(String.class)
                .single())
        .startsWith("$argon2id$");
  }

  @Test
  void answersAreTheSameWhetherAnAddressHasAnAccountOrNot() {
    anAccount(email);
    String unknown = "niemand" + UUID.randomUUID() + "@example.com";
    for (String call : List.of("accounts", "password-resets", "accounts/confirmation-mails")) {
      List<String> answers = new ArrayList<>();
      List<Double> work = new ArrayList<>();
      for (String address : List.of(email, unknown)) {
        double before = hashings();
        MvcTestResult answer =
            http.call(
                null,
                "POST /api/v1/" + call,
                json("email", address, "password", PASSWORD, "name", "Anna Berg"));
        work.add(hashings() - before);
        answers.add(answer.getResponse().getStatus() + HttpBody.of(answer));
      }
      assertThat(answers.get(0)).isEqualTo(answers.get(1)).startsWith("202");
      assertThat(work.get(0)).isEqualTo(work.get(1));
    }
    double before = hashings();
    MvcTestResult wrong = signIn(email, "wrong-horse-battery-staple", "192.0.2.3", "");
    double known = hashings() - before;
    MvcTestResult none = signIn(unknown, "wrong-horse-battery-staple", "192.0.2.3", "");
    assertThat(hashings() - before - known).isEqualTo(known).isEqualTo(1);
    assertThat(HttpBody.of(wrong)).isEqualTo(HttpBody.of(none));
    assertThat(wrong.getResponse().getStatus()).isEqualTo(none.getResponse().getStatus());
    Http.messages("account-exists", email, 1);
  }

  /** The answer's body as text. */
  private static final class HttpBody {
    static String of(MvcTestResult result) {
      return new String(result.getResponse().getContentAsByteArray(), UTF_8);
    }
  }

  private double hashings() {
    return meters.counter("kundenwert.passwords.hashings").count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kurz", "passwordpassword", "Anna Berg Anna", "123456789012345"})
  void poorPasswordsAreRefused(String password) {
    assertThat(register(email, password)).hasStatus(400);
    assertThat(Http.code(register(email, password))).startsWith("password-");
  }

  @Test
  void aStrangerWhoRegistersMyAddressGainsNothing() {
    String strangers = "fremde-Schafe-essen-Kuchen";
    assertThat(register(email, strangers)).hasStatus(202);
    String caused = Http.token(sealer, "account-confirm", email, 1);
    assertThat(register(email, PASSWORD)).hasStatus(202);
    String mine = Http.token(sealer, "account-confirm", email, 2);
    // Even if I open the stranger's link: my password does not fit, and nothing happens.
    assertThat(confirm(caused, PASSWORD)).hasStatus(400);
    assertThat(confirm(mine, PASSWORD)).hasStatus(204);
    assertThat(confirm(caused, strangers)).hasStatus(404);
    assertThat(description(signIn(email, strangers, "192.0.2.1", ""))).isEqualTo("sign-in-refused");
  }

  @Test
  void aResetSetsAPasswordOnceAndEndsAllSessions() {
    anAccount(email);
    JsonNode session = signedIn(email);
    http.call(null, "POST /api/v1/password-resets", json("email", email));
    String token = Http.token(sealer, "password-reset", email, 1);
    String complete = "POST /api/v1/password-resets/complete";
    assertThat(Http.code(http.call(null, complete, json("token", token, "password", "kurz"))))
        .isEqualTo("password-short");
    String fresh = "sieben-Raben-lesen-Zeitung";
    assertThat(http.call(null, complete, json("token", token, "password", fresh))).hasStatus(204);
    assertThat(http.call(null, complete, json("token", token, "password", fresh))).hasStatus(404);
    assertThat(description(exchange(session.path("session").asString(), "session")))
        .isEqualTo("credential-unknown");
    assertThat(description(signIn(email, PASSWORD, "192.0.2.1", ""))).isEqualTo("sign-in-refused");
    assertThat(signIn(email, fresh, "192.0.2.1", "")).hasStatusOk();
    Http.messages("password-changed", email, 1);
  }

  @Test
  void guessingIsSlowedDownButNotInABrowserThatIsKnown() {
    anAccount(email);
    String device = signedIn(email).path("device").asString();
    MvcTestResult last = signIn(email, "wrong-horse-battery-staple", "198.51.100.99", "");
    for (int i = 0; i < 6; i++) {
      last = signIn(email, "wrong-horse-battery-staple" + i, "198.51.100." + i, "");
    }
    assertThat(description(last)).isEqualTo("sign-in-throttled");
    assertThat(Http.body(last).path("retry_after").asLong()).isBetween(1L, 900L);
    // The right password from elsewhere has to wait too: the answer would tell that it is right.
    assertThat(description(signIn(email, PASSWORD, "203.0.113.9", "")))
        .isEqualTo("sign-in-throttled");
    assertThat(signIn(email, PASSWORD, "203.0.113.9", device)).hasStatusOk();
    String unknown = "niemand" + UUID.randomUUID() + "@example.com";
    for (int i = 0; i < 6; i++) {
      last = signIn(unknown, "wrong-horse-battery-staple" + i, "198.51.100." + i, "");
    }
    assertThat(description(last)).as("unknown addresses as well").isEqualTo("sign-in-throttled");
    String foreign = signedInElsewhere();
    while (!description(signIn(email, "wrong-horse-battery", "198.51.100.77", ""))
        .equals("sign-in-throttled")) {
      // Until the time that was to be waited is over, and begins again.
    }
    assertThat(description(signIn(email, PASSWORD, "203.0.113.9", foreign)))
        .as("another account's browser is no known one")
        .isEqualTo("sign-in-throttled");
  }

  private String signedInElsewhere() {
    String other = "otto" + UUID.randomUUID() + "@example.com";
    anAccount(other);
    return signedIn(other).path("device").asString();
  }

  @Test
  void ofManyGuessesAtOnceEachIsCounted() throws Exception {
    anAccount(email);
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
      for (int i = 0; i < 24; i++) {
        String origin = "198.51.100." + (100 + i);
        answers.add(
            threads.submit(() -> description(signIn(email, "wrong-horse-battery", origin, ""))));
      }
    }
    long tried = 0;
    for (Future<String> answer : answers) {
      tried += answer.get().equals("sign-in-refused") ? 1 : 0;
    }
    assertThat(tried).isLessThanOrEqualTo(6);
  }

  @Test
  void sessionsAreListedAndEnded() throws Exception {
    anAccount(email);
    JsonNode first = signedIn(email);
    JsonNode second = signedIn(email);
    String bearer = "Bearer " + testToken(claims(first));
    JsonNode list = Http.body(with(bearer, "GET", "/api/v1/sessions"));
    assertThat(list.path("items").size()).isEqualTo(2);
    assertThat(list.toString()).contains("192.0.2.1", "Firefox").doesNotContain("kws_");
    assertThat(list.path("items").valueStream().filter(s -> s.path("current").asBoolean()).count())
        .isEqualTo(1);
    assertThat(with(bearer, "DELETE", "/api/v1/sessions").getResponse().getStatus()).isEqualTo(204);
    assertThat(description(exchange(second.path("session").asString(), "session")))
        .isEqualTo("credential-unknown");
    assertThat(exchange(first.path("session").asString(), "session")).hasStatusOk();
    assertThat(with(bearer, "DELETE", "/api/v1/sessions/current").getResponse().getStatus())
        .isEqualTo(204);
    assertThat(exchange(first.path("session").asString(), "session")).hasStatus(400);
    assertThat(
            with(bearer, "DELETE", "/api/v1/sessions/" + UUID.randomUUID())
                .getResponse()
                .getStatus())
        .isEqualTo(404);
  }

  /** The service under test verifies against the tests' issuer: the same claims, signed by it. */
  private static String testToken(Map<String, Object> claims) {
    return TestTokens.of(
        UUID.fromString(String.valueOf(claims.get("sub"))),
        builder -> {
          for (String name : List.of("sid", "key", "scope", "name")) {
            if (claims.get(name) != null) {
              builder.claim(name, claims.get(name));
            }
          }
        });
  }

  private MvcTestResult with(String bearer, String method, String uri) {
    return mvc.method(HttpMethod.valueOf(method))
        .uri(uri)
        .header("Authorization", bearer)
        .exchange();
  }

  @Test
  void apiKeysAreShownOnceScopedAndRevoked() throws Exception {
    anAccount(email);
    UUID user =
        jdbc.sql("SELECT user_id FROM account WHERE email = ?")
            .param(email)
            .query(UUID.class)
            .single();
    String keys = "/api/v1/api-keys";
    MvcTestResult made =
        http.call(user, "POST " + keys, "{\"name\":\"Skript\",\"scopes\":[\"read\"]}");
    assertThat(made).hasStatus(201);
    String secret = Http.body(made).path("secret").asString();
    assertThat(secret).startsWith("kw_");
    JsonNode list = Http.body(http.call(user, "GET " + keys, null));
    assertThat(list.toString()).contains("Skript").doesNotContain(secret);

    Map<String, Object> claims = claims(Http.body(exchange(secret, "api-key")));
    assertThat(claims.get("scope")).isEqualTo("read");
    assertThat(claims).containsKey("key").doesNotContainKey("sid");
    String bearer = "Bearer " + testToken(claims);
    for (String refused : List.of("/api/v1/sessions", keys)) {
      MvcTestResult answer = with(bearer, "GET", refused);
      assertThat(answer).as(refused).hasStatus(403);
      assertThat(Http.code(answer)).isEqualTo("session-required");
    }
    UUID teamId =
        UUID.fromString(
            Http.body(http.call(user, "POST /api/v1/teams", json("name", "Meins")))
                .path("id")
                .asString());
    assertThat(with(bearer, "GET", "/api/v1/teams/" + teamId)).hasStatusOk();
    MvcTestResult write =
        mvc.post()
            .uri("/api/v1/teams/" + teamId + "/products")
            .header("Authorization", bearer)
            .contentType(MediaType.APPLICATION_JSON)
            .content("{\"name\":\"Kurse\"}")
            .exchange();
    assertThat(write).hasStatus(403);
    assertThat(Http.code(write)).isEqualTo("scope-missing");

    String id = Http.body(made).path("id").asString();
    assertThat(http.status(http.person("Other"), "DELETE " + keys + "/" + id, null)).isEqualTo(404);
    assertThat(http.status(user, "DELETE " + keys + "/" + id, null)).isEqualTo(204);
    assertThat(exchange(secret, "api-key")).hasStatus(400);
    assertThat(Http.code(http.call(user, "POST " + keys, "{\"name\":\"x\",\"scopes\":[\"root\"]}")))
        .isEqualTo("scope-unknown");
    assertThat(
            Http.code(
                http.call(
                    user,
                    "POST " + keys,
                    "{\"name\":\"x\",\"scopes\":[\"read\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"}")))
        .isEqualTo("expiry-out-of-range");
  }

  @Test
  void theDemoAccountAndItsKeyAreThere() throws Exception {
    assertThat(claims(Http.body(exchange(DEMO_KEY, "api-key"))).get("sub"))
        .isEqualTo("01990000-0000-7000-8000-000000000001");
    assertThat(signIn("demo@kundenwert.example", PASSWORD, "192.0.2.1", "")).hasStatusOk();
  }

  @Test
  void onlyTheGatewayGetsTokens() {
    Map<String, String> form =
        Map.of(
            "grant_type", EXCHANGE,
            "subject_token", DEMO_KEY,
            "subject_token_type", "urn:kundenwert:token-type:api-key");
    assertThat(token("wrong", form)).hasStatus(401);
    assertThat(token("", form).getResponse().getStatus()).isIn(400, 401);
    var anonymous =
        mvc.post().uri("/oauth2/token").contentType(MediaType.APPLICATION_FORM_URLENCODED);
    form.forEach(anonymous::param);
    assertThat(anonymous.exchange()).hasStatus(401);
    for (String grant : List.of("client_credentials", "password", "authorization_code")) {
      assertThat(token(SECRET, Map.of("grant_type", grant)).getResponse().getStatus())
          .isEqualTo(400);
    }
    assertThat(exchange("kws_made-up", "session")).hasStatus(400);
    assertThat(exchange(DEMO_KEY, "session")).hasStatus(400);
  }

  @Test
  void aKeyIsPublishedBeforeItSignsAndAsLongAsItsTokensLast() throws Exception {
    anAccount(email);
    JsonNode before = signedIn(email);
    jdbc.sql("UPDATE signing_key SET signs_from = signs_from - interval '40 days'").update();
    keysAgain();
    JWKSet published =
        JWKSet.parse(mvc.get().uri("/oauth2/jwks").exchange().getResponse().getContentAsString());
    assertThat(published.getKeys()).hasSizeGreaterThanOrEqualTo(2);
    claims(before);
    jdbc.sql("UPDATE signing_key SET signs_from = now() WHERE signs_from > now()").update();
    keysAgain();
    JsonNode after = signedIn(email);
    assertThat(kid(after)).isNotEqualTo(kid(before));
    claims(after);
    claims(before);
    assertThat(
            jdbc.sql("SELECT string_agg(sealed_jwk, '') FROM signing_key")
                .query(String.class)
                .single())
        .doesNotContain("\"d\"", "P-256");
  }

  @Autowired private ApplicationContext context;

  private void keysAgain() throws Exception {
    Object keys = context.getBean("signingKeys");
    var rotate = keys.getClass().getDeclaredMethod("rotate");
    rotate.setAccessible(true);
    rotate.invoke(keys);
  }

  private static String kid(JsonNode answer) throws Exception {
    return SignedJWT.parse(answer.path("access_token").asString()).getHeader().getKeyID();
  }

  @Test
  void describesItself() {
    JsonNode configuration =
        Http.body(mvc.get().uri("/.well-known/openid-configuration").exchange());
    assertThat(configuration.path("issuer").asString()).isEqualTo(TestTokens.ISSUER);
    assertThat(configuration.path("jwks_uri").asString()).endsWith("/oauth2/jwks");
  }

  @Test
  void whatIsTooDeepOrTooMuchIsRefused() {
    String deep = "{\"email\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";
    assertThat(http.call(null, "POST /api/v1/accounts", deep)).hasStatus(400);
    String huge = json("email", "a".repeat(5_000_000), "password", PASSWORD, "name", "A");
    assertThat(http.call(null, "POST /api/v1/accounts", huge)).hasStatus(400);
    String more =
        "{\"email\":\"%s\",\"password\":\"%s\",\"name\":\"Anna\",\"role\":\"owner\",\"userId\":\"%s\"}"
            .formatted(email, PASSWORD, new UUID(0, 7));
    assertThat(http.call(null, "POST /api/v1/accounts", more)).hasStatus(202);
    String token = Http.token(sealer, "account-confirm", email, 1);
    confirm(token, PASSWORD);
    assertThat(
            jdbc.sql("SELECT count(*) FROM account WHERE user_id = ?")
                .param(new UUID(0, 7))
                .query(Long.class)
                .single())
        .isZero();
  }
}
