package io.kundenwert.team;

import static org.springframework.http.MediaType.APPLICATION_JSON;

import io.kundenwert.events.MessageRequest;
import io.kundenwert.support.secrets.Sealer;
import io.kundenwert.team.team.Teams;
import io.kundenwert.test.TestTokens;
import io.kundenwert.test.TestTopics;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service as its users do, and looks into the messages that it asks for. */
final class Http {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final MockMvcTester mvc;
  private final JdbcClient jdbc;

  Http(MockMvcTester mvc, JdbcClient jdbc) {
    this.mvc = mvc;
    this.jdbc = jdbc;
  }

  /** A person with a confirmed account; the address is name@example.com in lower case. */
  UUID person(String name) {
    UUID id = UUID.randomUUID();
    String email = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "x") + id + "@example.com";
    jdbc.sql(
            """
            INSERT INTO account (user_id, email_key, email, name, language, confirmed_at, created_at)
            VALUES (?, ?, ?, ?, 'de', now(), now())
            """)
        .params(id, email, email, name)
        .update();
    return id;
  }

  String email(UUID person) {
    return jdbc.sql("SELECT email FROM account WHERE user_id = ?")
        .param(person)
        .query(String.class)
        .single();
  }

  /** Calls as a user; null calls without a token. The call is a method and a path. */
  MvcTestResult call(@Nullable UUID user, String call, @Nullable String body) {
    String[] parts = call.split(" ", 2);
    var request = mvc.method(HttpMethod.valueOf(parts[0])).uri(parts[1]);
    if (user != null) {
      request.header("Authorization", TestTokens.bearer(user));
    }
    if (body != null) {
      request.contentType(APPLICATION_JSON).content(body);
    }
    return request.exchange();
  }

  int status(@Nullable UUID user, String call, @Nullable String body) {
    return call(user, call, body).getResponse().getStatus();
  }

  /** The answer's body. */
  static JsonNode body(MvcTestResult result) {
    byte[] bytes = result.getResponse().getContentAsByteArray();
    return bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
  }

  static String code(MvcTestResult result) {
    return body(result).path("code").asString("");
  }

  /** Messages of a kind to an address, as soon as there are so many. */
  static List<MessageRequest> messages(String kind, String email, int atLeast) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                TestTopics.all("notification.messages.v1").stream()
                    .map(ConsumerRecord::value)
                    .filter(value -> value != null)
                    .map(value -> JSON.readValue(value, MessageRequest.class))
                    .filter(m -> m.kind().equals(kind) && m.recipient().email().equals(email))
                    // Ids are time-ordered; partitions are not.
                    .sorted(Comparator.comparing(m -> m.messageId().toString()))
                    .toList(),
            found -> found.size() >= atLeast);
  }

  /** The token in the link of the newest message of a kind to an address. */
  static String token(Sealer sealer, String kind, String email, int atLeast) {
    String sealed = messages(kind, email, atLeast).getLast().sealedLink();
    String link = sealer.open(Objects.requireNonNull(sealed), "message-link");
    return link.substring(link.indexOf('#') + 1);
  }

  static String json(Object... pairs) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < pairs.length; i += 2) {
      json.append(i == 0 ? "" : ",").append('"').append(pairs[i]).append("\":");
      json.append(JSON.writeValueAsString(pairs[i + 1]));
    }
    return json.append('}').toString();
  }

  /** A team with a person in each role; the keys are the roles. */
  Map<String, UUID> members(Teams teams, UUID teamId) {
    UUID owner = person("Owner");
    teams.found(teamId, "Team " + teamId, owner);
    Map<String, UUID> members = new HashMap<>(Map.of("owner", owner));
    for (String role : Arrays.asList("admin", "member", "viewer")) {
      UUID person = person(role);
      jdbc.sql("INSERT INTO member VALUES (?, ?, ?, now())").params(teamId, person, role).update();
      members.put(role, person);
    }
    members.put("stranger", person("Stranger"));
    return members;
  }
}
