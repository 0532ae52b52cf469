package io.kundenwert.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.test.PermissionMatrix;
import io.kundenwert.test.PermissionWorld;
import io.kundenwert.test.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Who may do what with imports (D1). */
@ServiceIT
class PermissionsIT {
  private static final String IMPORT = "/api/v1/teams/{teamId}/imports/{importId}";
  private static final String UPLOAD = "/api/v1/teams/{teamId}/products/{productId}/imports";
  private static final String TEMPLATES =
      "/api/v1/teams/{teamId}/products/{productId}/mapping-templates";
  private static final String VIEW = "see import previews / rejected rows / file names";
  private static final String FORM = "multipart/form-data; boundary=" + Team.BOUNDARY;

  private final PermissionWorld world = PermissionWorld.random();

  /** An import of each product. */
  private final Map<UUID, UUID> imports = new HashMap<>();

  @Autowired ApplicationContext context;
  @LocalServerPort int port;

  @TestFactory
  Stream<DynamicTest> letsThosePassWhomTheMatrixLetsPass() {
    world.publish();
    world.publishProducts();
    world.products().keySet().forEach(this::anImport);
    PermissionMatrix matrix = PermissionMatrix.of(context, world, port);
    views(matrix);
    changes(matrix);
    return Stream.concat(
        matrix.tests(), matrix.takesAwayWithin(Duration.ofSeconds(1), "POST " + TEMPLATES));
  }

  private void views(PermissionMatrix matrix) {
    matrix.on("GET /api/v1/teams/{teamId}/imports").rows(VIEW).scope("read");
    matrix.on("GET " + TEMPLATES).rows(VIEW).scope("read");
    for (String view : new String[] {"", "/events", "/rejected-rows", "/rejected-rows.csv"}) {
      matrix.on("GET " + IMPORT + view).rows(VIEW).scope("read").sample(existing());
    }
  }

  private void changes(PermissionMatrix matrix) {
    matrix
        .on("POST " + UPLOAD)
        .rows("import customers (CSV)")
        .scope("imports")
        .sample(request -> request.body(FORM, file()));
    matrix
        .on("POST " + TEMPLATES)
        .rows("save mapping templates")
        .scope("imports")
        .sample(
            request ->
                request.json(
                    """
                    {"name":"Shop","importId":"%s"}"""
                        .formatted(imports.get(request.product()))));
    matrix
        .on("PUT " + IMPORT + "/mapping")
        .rows("import customers (CSV)")
        .scope("imports")
        .sample(existing())
        .json("{\"version\":0}");
    for (String action : new String[] {"POST %s/dry-run", "POST %s/start"}) {
      matrix
          .on(action.formatted(IMPORT))
          .rows("import customers (CSV)")
          .scope("imports")
          .sample(existing());
    }
    for (String action : new String[] {"DELETE %s/dry-run", "POST %s/cancel"}) {
      matrix
          .on(action.formatted(IMPORT))
          .rows("undo or cancel an import")
          .scope("imports")
          .sample(existing());
    }
  }

  private Consumer<PermissionMatrix.Sample> existing() {
    return request ->
        request.with("importId", Objects.requireNonNull(imports.get(request.product())));
  }

  /** Different ones: the same content would be refused. */
  private static byte[] file() {
    String csv = "E-Mail;Name\n" + UUID.randomUUID() + "@example.com;A\n";
    return Team.form("kunden.csv", csv.getBytes(UTF_8), Map.of());
  }

  private void anImport(UUID product) {
    HttpClient http = HttpClient.newHttpClient();
    String path =
        UPLOAD
            .replace("{teamId}", world.team().toString())
            .replace("{productId}", product.toString());
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              HttpResponse<String> answer = send(http, path);
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
              imports.put(
                  product,
                  UUID.fromString(
                      JsonMapper.shared().readTree(answer.body()).path("id").asString()));
            });
  }

  private HttpResponse<String> send(HttpClient http, String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .header("Authorization", TestTokens.bearer(world.user("owner")))
              .header("Content-Type", FORM)
              .POST(HttpRequest.BodyPublishers.ofByteArray(file()))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
