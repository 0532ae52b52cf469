package io.kundenwert.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** team-service as the identity provider: exchanges the credentials that it knows. */
final class IdentityDouble {
  static final String SECRET = "shared-by+gateway/and:team-service";
  static final String KEY = "kw_test";
  static final String EMAIL = "anna@example.com";
  static final String PASSWORD = "correct horse battery";

  private final Map<String, String> tokensByCredential = new ConcurrentHashMap<>();
  private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
  private volatile Duration pause = Duration.ZERO;
  private volatile boolean away;

  private IdentityDouble() {
    knows(KEY);
  }

  /** Begins to serve the token endpoint at a double of team-service. */
  static IdentityDouble at(ServiceDouble teams) {
    IdentityDouble identity = new IdentityDouble();
    teams.serves("/oauth2/token", identity::token);
    teams.serves("/api/v1/sessions/current", identity::end);
    return identity;
  }

  /** A new credential is valid from now on. */
  void knows(String credential) {
    tokensByCredential.put(credential, "token-" + UUID.randomUUID());
  }

  void ends(String credential) {
    tokensByCredential.remove(credential);
  }

  boolean isKnown(String credential) {
    return tokensByCredential.containsKey(credential);
  }

  /** The token that the credential is exchanged for. */
  String tokenOf(String credential) {
    return tokensByCredential.getOrDefault(credential, "none");
  }

  String newSession() {
    String secret = "kws_" + UUID.randomUUID();
    knows(secret);
    return secret;
  }

  /** The forms that came in. */
  List<Map<String, String>> asked() {
    return asked;
  }

  List<Map<String, String>> askedOf(String credential) {
    return asked.stream().filter(form -> credential.equals(form.get("subject_token"))).toList();
  }

  void takes(Duration time) {
    pause = time;
  }

  void isAway(boolean now) {
    away = now;
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(exchange);
    asked.add(form);
    LockSupport.parkNanos(pause.toNanos());
    if (away) {
      ServiceDouble.send(exchange, 503, "{\"code\":\"unavailable\"}");
    } else if (!isTheGateway(exchange)) {
      ServiceDouble.send(exchange, 401, "{\"error\":\"invalid_client\"}");
    } else if (form.getOrDefault("grant_type", "").equals("urn:kundenwert:grant:sign-in")) {
      signIn(exchange, form);
    } else {
      exchange(exchange, form);
    }
  }

  private void exchange(HttpExchange exchange, Map<String, String> form) throws IOException {
    String subject = form.getOrDefault("subject_token", "");
    String type = subject.startsWith("kws_") ? "session" : "api-key";
    String token = tokensByCredential.get(subject);
    if (token == null
        || !form.getOrDefault("grant_type", "")
            .equals("urn:ietf:params:oauth:grant-type:token-exchange")
        || !form.getOrDefault("subject_token_type", "")
            .equals("urn:kundenwert:token-type:" + type)) {
      refuse(exchange, "unknown", "");
    } else {
      ServiceDouble.send(
          exchange,
          200,
          "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":300}"
              .formatted(token));
    }
  }

  private void signIn(HttpExchange exchange, Map<String, String> form) throws IOException {
    if (form.getOrDefault("email", "").startsWith("throttled")) {
      refuse(exchange, "sign-in-throttled", ",\"retry_after\":120");
    } else if (!form.getOrDefault("email", "").equals(EMAIL)
        || !form.getOrDefault("password", "").equals(PASSWORD)) {
      refuse(exchange, "sign-in-refused", "");
    } else {
      String session = newSession();
      ServiceDouble.send(
          exchange,
          200,
          """
          {"access_token":"%s","token_type":"Bearer","expires_in":300,
           "session":"%s","session_expires_in":1209600,"device":"device-secret"}"""
              .formatted(tokenOf(session), session));
    }
  }

  private static void refuse(HttpExchange exchange, String code, String more) throws IOException {
    ServiceDouble.send(
        exchange,
        400,
        "{\"error\":\"invalid_grant\",\"error_description\":\"%s\"%s}".formatted(code, more));
  }

  private void end(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization").substring(7);
    boolean ended =
        exchange.getRequestMethod().equals("DELETE")
            && tokensByCredential.values().removeIf(token::equals);
    exchange.sendResponseHeaders(ended ? 204 : 404, -1);
    exchange.close();
  }

  private static boolean isTheGateway(HttpExchange exchange) {
    String basic = exchange.getRequestHeaders().getFirst("Authorization").substring(6);
    String[] parts = new String(Base64.getDecoder().decode(basic), UTF_8).split(":", 2);
    return parts[0].equals("gateway") && URLDecoder.decode(parts[1], UTF_8).equals(SECRET);
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    Map<String, String> form = new HashMap<>();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    for (String pair : body.split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }
}
