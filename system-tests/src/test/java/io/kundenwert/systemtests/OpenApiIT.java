package io.kundenwert.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API description at the gateway is complete enough to generate a typed client from. */
class OpenApiIT {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private static final JsonMapper SORTED =
      JsonMapper.builder()
          .enable(
              SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final Api api = Installations.shared().api();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import-service",
        "customer-service",
        "team-service",
        "credit-service",
        "notification-service"
      })
  void everyOperationIsNamedAndTyped(String service) {
    Api.Answer answer = api.get("/docs/openapi/" + service);
    assertThat(answer.status()).isEqualTo(200);
    JsonNode document = answer.json();
    isWhatTheWebApplicationIsBuiltWith(service, document);
    Set<String> names = new HashSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path -> {
              assertThat(path.getKey()).startsWith("/api/v1/");
              path.getValue()
                  .properties()
                  .forEach(
                      operation -> {
                        if (METHODS.contains(operation.getKey())) {
                          check(path.getKey(), operation.getValue(), names);
                          leadsToTheService(operation.getKey(), path.getKey());
                        }
                      });
            });
    assertThat(names).isNotEmpty();
  }

  /** With ids of nothing and without a body, each operation is refused by the service itself. */
  private void leadsToTheService(String method, String path) {
    Api.Answer answer =
        api.call(
            method.toUpperCase(Locale.ROOT),
            path.replaceAll("\\{[^}]+}", "00000000-0000-7000-8000-000000000000"));
    assertThat(answer.status()).as("%s %s", method, path).isNotIn(405, 500, 503);
    assertThat(answer.body())
        .as("%s %s", method, path)
        .doesNotContain("There is no such address", "Diese Adresse gibt es nicht");
  }

  /** The types of the web application are made of these files; renew them with contract.write. */
  private static void isWhatTheWebApplicationIsBuiltWith(String service, JsonNode served) {
    ObjectNode document = (ObjectNode) served.deepCopy();
    document.remove("servers");
    Path file = Path.of("..", "web", "openapi", service + ".json");
    try {
      if (Boolean.getBoolean("contract.write")) {
        Files.writeString(file, SORTED.writeValueAsString(SORTED.treeToValue(document, Map.class)));
      }
      assertThat(SORTED.readTree(Files.readString(file))).isEqualTo(document);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void check(String path, JsonNode operation, Set<String> names) {
    String name = operation.path("operationId").asString("");
    assertThat(name).as(path).isNotBlank();
    assertThat(names.add(name)).as("twice: %s", name).isTrue();
    boolean succeeds = false;
    for (var response : operation.get("responses").properties()) {
      if (response.getKey().startsWith("2")) {
        succeeds = true;
        JsonNode content = response.getValue().path("content");
        // 202: taken, without saying what comes of it.
        if (!Set.of("202", "204").contains(response.getKey()) || !content.isEmpty()) {
          assertThat(content.isEmpty()).as("%s %s has no content", path, name).isFalse();
          content
              .properties()
              .forEach(
                  type ->
                      assertThat(type.getValue().path("schema").isEmpty())
                          .as("%s %s has no schema", path, name)
                          .isFalse());
        }
      }
    }
    assertThat(succeeds).as("%s %s succeeds", path, name).isTrue();
  }

  @Test
  void onePageShowsThemAll() {
    Api.Answer page = api.get("/docs");
    assertThat(List.of(200, 302)).contains(page.status());
  }
}
