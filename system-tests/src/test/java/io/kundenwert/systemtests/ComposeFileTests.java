package io.kundenwert.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml says what the services understand. No engine is needed to check that. */
class ComposeFileTests {
  private static final Path HOME = Path.of("..");
  private static final Set<String> ENGINES = Set.of("postgres", "kafka");
  private static final Pattern VARIABLE = Pattern.compile("KUNDENWERT_[A-Z_]+");

  private static Map<String, Map<String, Object>> services = Map.of();

  @BeforeAll
  @SuppressWarnings("unchecked")
  static void read() throws IOException {
    Map<String, Object> file =
        new Yaml().load(Files.readString(HOME.resolve("docker-compose.yml")));
    services = (Map<String, Map<String, Object>>) Objects.requireNonNull(file.get("services"));
  }

  @Test
  void everyServiceOfTheBuildIsThere() {
    assertThat(services.keySet())
        .containsExactlyInAnyOrder(
            "postgres",
            "kafka",
            "team-service",
            "import-service",
            "customer-service",
            "credit-service",
            "notification-service",
            "gateway");
  }

  @Test
  void everyImageIsPinned() {
    services.forEach(
        (name, service) ->
            assertThat(String.valueOf(service.get("image")))
                .as(name)
                .matches("[a-z/-]+:\\d+\\.\\d+.*"));
  }

  @Test
  void everyServiceIsBuiltFromTheOneDockerfileAndWaitsForHealth() throws IOException {
    assertThat(Files.readString(HOME.resolve("Dockerfile"))).contains("HEALTHCHECK", "USER 10001");
    services.forEach(
        (name, service) -> {
          if (ENGINES.contains(name)) {
            assertThat(service).as(name).containsKey("healthcheck");
          } else {
            assertThat(service.get("build"))
                .as(name)
                .isEqualTo(Map.of("context", ".", "args", Map.of("SERVICE", name)));
            assertThat(map(service.get("depends_on")).values())
                .as(name)
                .allSatisfy(
                    dependency ->
                        assertThat(dependency).isEqualTo(Map.of("condition", "service_healthy")));
          }
        });
  }

  @Test
  void noSecretIsWrittenDown() {
    services.forEach(
        (name, service) ->
            map(service.get("environment"))
                .forEach(
                    (variable, value) -> {
                      if (variable.matches(".*(PASSWORD|_KEY|_KEYS|SECRET)")) {
                        assertThat(String.valueOf(value)).as(variable).startsWith("${");
                      }
                    }));
  }

  @Test
  void theExampleNamesEveryValueThatIsAskedFor() throws IOException {
    Set<String> asked = new TreeSet<>();
    Matcher matcher =
        Pattern.compile("\\$\\{([A-Z_]+)")
            .matcher(Files.readString(HOME.resolve("docker-compose.yml")));
    while (matcher.find()) {
      asked.add(matcher.group(1));
    }
    Set<String> named =
        Files.readAllLines(HOME.resolve("deploy/compose/.env.example")).stream()
            .filter(line -> line.matches("[A-Z_]+=.*"))
            .map(line -> line.substring(0, line.indexOf('=')))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).isEqualTo(asked);
  }

  @Test
  void everyVariableIsOneThatTheServiceReads() throws IOException {
    for (String name : services.keySet()) {
      if (!ENGINES.contains(name)) {
        Set<String> given = new TreeSet<>(map(environment(name)).keySet());
        given.removeIf(variable -> !variable.startsWith("KUNDENWERT_"));
        assertThat(understood(name)).as(name).containsAll(given);
      }
    }
  }

  /** What all services get and not each reads. */
  private static Object environment(String name) {
    Map<String, Object> environment = new LinkedHashMap<>(map(service(name).get("environment")));
    if (!name.equals("import-service") && !name.equals("gateway")) {
      environment.remove("KUNDENWERT_CUSTOMER_URL");
    }
    return environment;
  }

  private static Map<String, Object> service(String name) {
    return Objects.requireNonNull(services.get(name), name);
  }

  private static Set<String> understood(String name) throws IOException {
    Set<String> variables = new TreeSet<>();
    List<Path> files =
        List.of(
            HOME.resolve(name + "/src/main/resources/" + name + ".yml"),
            HOME.resolve("service-support/src/main/resources/kundenwert-defaults.yml"));
    for (Path file : files) {
      Matcher matcher = VARIABLE.matcher(Files.readString(file));
      while (matcher.find()) {
        variables.add(matcher.group());
      }
    }
    return variables;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }
}
