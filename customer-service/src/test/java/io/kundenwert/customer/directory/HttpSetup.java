package io.kundenwert.customer.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.events.TeamAccess;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.support.ids.Ids;
import io.kundenwert.test.TestTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A team with an owner and a viewer, and requests as they send them. */
public final class HttpSetup {
  public final UUID teamId = Ids.next();
  public final UUID owner = Ids.next();
  public final UUID viewer = Ids.next();
  public final UUID member = Ids.next();
  private final MockMvcTester mvc;
  private final AccessView access;
  private final List<TeamAccess.Product> products = new ArrayList<>();
  private final JsonMapper json = JsonMapper.shared();

  public HttpSetup(MockMvcTester mvc, AccessView access) {
    this.mvc = mvc;
    this.access = access;
  }

  /** Gives the team a product. */
  public void has(UUID productId) {
    products.add(new TeamAccess.Product(productId, owner));
    access.apply(
        new TeamAccess(
            teamId,
            products.size(),
            "active",
            "enterprise",
            List.of(
                new TeamAccess.Member(owner, "owner"),
                new TeamAccess.Member(viewer, "viewer"),
                new TeamAccess.Member(member, "member")),
            products));
  }

  public String path(UUID productId, String rest) {
    return "/api/v1/teams/" + teamId + "/products/" + productId + rest;
  }

  /** What a user gets; without a token for nobody. */
  public MvcTestResult get(@Nullable UUID user, String path, String... parameters) {
    MockMvcTester.MockMvcRequestBuilder request = mvc.get().uri(path);
    if (user != null) {
      request = request.header(HttpHeaders.AUTHORIZATION, TestTokens.bearer(user));
    }
    for (int i = 0; i < parameters.length; i += 2) {
      request = request.param(parameters[i], parameters[i + 1]);
    }
    return request.exchange();
  }

  /** What a user gets for sending a body. */
  public MvcTestResult post(UUID user, String path, String body) {
    return send(mvc.post(), user, path, body);
  }

  /** What a user gets for sending a change. */
  public MvcTestResult patch(UUID user, String path, String body) {
    return send(mvc.patch(), user, path, body);
  }

  /** What a user gets for putting something in the place of what was. */
  public MvcTestResult put(UUID user, String path, String body) {
    return send(mvc.put(), user, path, body);
  }

  /** What a user gets for deleting something. */
  public MvcTestResult delete(UUID user, String path) {
    return mvc.delete()
        .uri(path)
        .header(HttpHeaders.AUTHORIZATION, TestTokens.bearer(user))
        .exchange();
  }

  private static MvcTestResult send(
      MockMvcTester.MockMvcRequestBuilder request, UUID user, String path, String body) {
    return request
        .uri(path)
        .header(HttpHeaders.AUTHORIZATION, TestTokens.bearer(user))
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  /** The answer to the owner, who is allowed everything. */
  public JsonNode ok(String path, String... parameters) {
    MvcTestResult result = get(owner, path, parameters);
    assertThat(result)
        .as(path + " " + Arrays.toString(parameters) + " " + body(result))
        .hasStatusOk();
    return json.readTree(body(result));
  }

  /** The problem that the owner is told. */
  public JsonNode refused(int status, String path, String... parameters) {
    MvcTestResult result = get(owner, path, parameters);
    assertThat(result)
        .as(path + " " + Arrays.toString(parameters) + " " + body(result))
        .hasStatus(status)
        .hasContentType("application/problem+json");
    return json.readTree(body(result));
  }

  public static String body(MvcTestResult result) {
    return new String(
        result.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
  }

  public static List<String> texts(JsonNode array, String field) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.path(field).asString()));
    return texts;
  }
}
