package io.kundenwert.team;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import io.kundenwert.events.EventHeaders;
import io.kundenwert.test.TestTokens;
import io.kundenwert.test.TestTopics;
import io.kundenwert.test.WithEngines;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
    classes = TeamServiceApplication.class,
    properties = {"spring.config.name=team-service", "KUNDENWERT_DEMO=true"})
@AutoConfigureMockMvc
@WithEngines("kundenwert_team")
class TeamServiceIT {
  private static final UUID DEMO_OWNER = UUID.fromString("01990000-0000-7000-8000-000000000001");
  private static final UUID DEMO_TEAM = UUID.fromString("01990000-0000-7000-8000-000000000002");
  private static final UUID DEMO_PRODUCT = UUID.fromString("01990000-0000-7000-8000-000000000003");

  private final JsonMapper json = new JsonMapper();
  private final UUID teamId = UUID.randomUUID();
  private final UUID owner = UUID.randomUUID();
  private final UUID admin = UUID.randomUUID();
  private final UUID member = UUID.randomUUID();
  private final UUID viewer = UUID.randomUUID();

  @Autowired MockMvcTester mvc;
  @Autowired JdbcClient jdbc;
  @Autowired io.kundenwert.team.team.Teams teams;

  @BeforeEach
  void aTeamWithAllRoles() {
    teams.found(teamId, "Team " + teamId, owner);
    Map.of(admin, "admin", member, "member", viewer, "viewer")
        .forEach(
            (user, role) ->
                jdbc.sql("INSERT INTO member VALUES (?, ?, ?, now())")
                    .params(teamId, user, role)
                    .update());
  }

  @Test
  void isHealthy() {
    assertThat(mvc.get().uri("/actuator/health/readiness")).hasStatusOk();
  }

  @Test
  void foundsTheDemoTeamAtStart() {
    JsonNode session = body(get(DEMO_OWNER, "/api/v1/session"));
    assertThat(session.at("/user/id").asString()).isEqualTo(DEMO_OWNER.toString());
    assertThat(session.at("/teams/0/id").asString()).isEqualTo(DEMO_TEAM.toString());
    assertThat(session.at("/teams/0/name").asString()).isEqualTo("Demo-Team");
    assertThat(session.at("/teams/0/products/0/id").asString()).isEqualTo(DEMO_PRODUCT.toString());
    assertThat(session.at("/teams/0/products/0/name").asString()).isEqualTo("Kurse");
    JsonNode product =
        body(get(DEMO_OWNER, "/api/v1/teams/" + DEMO_TEAM + "/products/" + DEMO_PRODUCT));
    assertThat(product.at("/highFrom/minor").asString()).isEqualTo("10000");
    assertThat(product.at("/mediumFrom/minor").asString()).isEqualTo("5000");
  }

  @Test
  void createsAProductThatIsUsableAtOnce() {
    MvcTestResult created = post(member, products(), "{\"name\":\" Kurse \",\"currency\":\"JPY\"}");
    assertThat(created).hasStatus(201);
    JsonNode product = body(created);
    assertThat(created.getResponse().getHeader(HttpHeaders.LOCATION))
        .isEqualTo(products() + "/" + product.at("/id").asString());
    assertThat(product.at("/name").asString()).isEqualTo("Kurse");
    assertThat(product.at("/highFrom/minor").asString()).isEqualTo("100");
    assertThat(product.at("/version").asLong()).isEqualTo(1);
    assertThat(
            put(member, products() + "/" + product.at("/id").asString(), changed(product, "Neu")))
        .hasStatusOk();
  }

  @Test
  void publishesAccessAndProductWithTheChange() {
    String id = body(post(member, products(), "{\"name\":\"Kurse\"}")).at("/id").asString();
    assertThat(newest("team.products.v1", id, 1).at("/name").asString()).isEqualTo("Kurse");
    assertThat(
            new String(
                TestTopics.records("team.products.v1", id, 1)
                    .getLast()
                    .headers()
                    .lastHeader(EventHeaders.TYPE)
                    .value(),
                UTF_8))
        .isEqualTo("team.product.v1");
    JsonNode access = newest("team.access.v1", teamId, 2);
    assertThat(access.at("/products/0/productId").asString()).isEqualTo(id);
    assertThat(access.at("/products/0/createdBy").asString()).isEqualTo(member.toString());
    assertThat(access.at("/members").size()).isEqualTo(4);
    assertThat(newest("team.teams.v1", teamId, 1).at("/monthlyCredits").asInt()).isEqualTo(2000);
  }

  private String products() {
    return "/api/v1/teams/" + teamId + "/products";
  }

  private String changed(JsonNode product, String name) {
    return product
        .toString()
        .replace("\"" + product.at("/name").asString() + "\"", "\"" + name + "\"");
  }

  private MvcTestResult get(UUID user, String uri) {
    return mvc.get().uri(uri).header("Authorization", TestTokens.bearer(user)).exchange();
  }

  private MvcTestResult post(UUID user, String uri, String body) {
    return mvc.post()
        .uri(uri)
        .header("Authorization", TestTokens.bearer(user))
        .contentType(APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private MvcTestResult put(UUID user, String uri, String body) {
    return mvc.put()
        .uri(uri)
        .header("Authorization", TestTokens.bearer(user))
        .contentType(APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private JsonNode body(MvcTestResult result) {
    return json.readTree(result.getResponse().getContentAsByteArray());
  }

  private JsonNode newest(String topic, Object key, int atLeast) {
    return json.readTree(TestTopics.records(topic, key.toString(), atLeast).getLast().value());
  }
}
