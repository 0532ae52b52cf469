package io.kundenwert.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.customer.directory.WithCustomerService;
import io.kundenwert.test.PermissionMatrix;
import io.kundenwert.test.PermissionWorld;
import io.kundenwert.test.TestTokens;
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
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Who may do what with customers (D1). */
@WithCustomerService
class PermissionsIT {
  private static final String PRODUCT = "/api/v1/teams/{teamId}/products/{productId}";
  private static final String CUSTOMER = PRODUCT + "/customers/{customerId}";
  private static final String IMPORT = "/api/v1/teams/{teamId}/imports/{importId}";
  private static final String RUNS = "/internal/v1/teams/{teamId}/products/{productId}/runs";
  private static final String RUN =
      """
      {"runId":"%s","sourceName":"Shop","sha256":"%s","fileName":"kunden.csv","importAgain":true}""";

  @Autowired ApplicationContext context;
  @Autowired MockMvcTester mvc;
  @Autowired JdbcClient jdbc;

  private final PermissionWorld world = PermissionWorld.random();

  /** An import of each product. */
  private final Map<UUID, UUID> imports = new HashMap<>();

  @TestFactory
  Stream<DynamicTest> letsThosePassWhomTheMatrixLetsPass() {
    world.publish();
    world.publishProducts();
    world.products().keySet().forEach(this::anImport);
    PermissionMatrix matrix = PermissionMatrix.of(context, world, mvc);
    views(matrix);
    savedViews(matrix);
    priorities(matrix);
    edits(matrix);
    cleanups(matrix);
    bulkChanges(matrix);
    imports(matrix);
    return Stream.concat(
        matrix.tests(), matrix.takesAwayWithin(Duration.ofSeconds(1), "PATCH " + CUSTOMER));
  }

  private static void views(PermissionMatrix matrix) {
    for (String list : new String[] {"", "/count", "/seek", "/export.csv", "/{customerId}"}) {
      matrix.on("GET " + PRODUCT + "/customers" + list).rows("view all customers").scope("read");
    }
    for (String view :
        new String[] {
          "/value-matrix",
          "/value-matrix/export.csv",
          "/sources",
          "/customers/payments",
          "/customers/{customerId}/value",
          "/customers/{customerId}/payments",
          "/customers/{customerId}/history"
        }) {
      matrix.on("GET " + PRODUCT + view).rows("view customer data unmasked").scope("read");
    }
  }

  /** Asked by whoever would save it, with the key that saving needs. */
  private static void priorities(PermissionMatrix matrix) {
    matrix
        .on("GET " + PRODUCT + "/priorities/preview")
        .rows("edit any product", "edit own product")
        .scope("team")
        .sample(
            request ->
                request
                    .query("highFrom", "10000")
                    .query("mediumFrom", "5000")
                    .query("rankBy", "net"));
  }

  private static void savedViews(PermissionMatrix matrix) {
    String view =
        """
        {"name":"Neu %s","scope":"me","list":{"sort":"name"}}""";
    matrix.on("GET " + PRODUCT + "/views").rows("view all customers").scope("read");
    matrix
        .on("POST " + PRODUCT + "/views")
        .everyMember()
        .scope("customers")
        .sample(request -> request.json(view.formatted(UUID.randomUUID())));
    matrix
        .on("PUT " + PRODUCT + "/views/{viewId}")
        .everyMember()
        .scope("customers")
        .json("{\"version\":1,\"view\":" + view.formatted("1") + "}");
    matrix.on("DELETE " + PRODUCT + "/views/{viewId}").everyMember().scope("customers");
  }

  private static void edits(PermissionMatrix matrix) {
    String other = "{\"customerId\":\"" + UUID.randomUUID() + "\"}";
    matrix
        .on("PATCH " + CUSTOMER)
        .rows("edit customer data / tag / set stage")
        .scope("customers")
        .json("{\"name\":\"Neu\"}");
    matrix
        .on("POST " + CUSTOMER + "/email")
        .rows("edit customer data / tag / set stage")
        .scope("customers")
        .json("{\"email\":\"neu@example.com\"}");
    for (String change : new String[] {"/merge", "/unmerge"}) {
      matrix
          .on("POST " + CUSTOMER + change)
          .rows("merge and un-merge customers")
          .scope("customers")
          .json(other);
    }
  }

  private static void cleanups(PermissionMatrix matrix) {
    String cleanup = PRODUCT + "/cleanups/{cleanupId}";
    for (String mapping :
        new String[] {
          "POST " + PRODUCT + "/cleanups",
          "GET " + PRODUCT + "/cleanups",
          "GET " + cleanup,
          "GET " + cleanup + "/customers"
        }) {
      matrix.on(mapping).rows("delete customers (cleanup)").scope("customers");
    }
    matrix
        .on("POST " + cleanup + "/confirm")
        .rows("delete customers (cleanup)")
        .scope("customers")
        .json("{\"customers\":0}");
    matrix.on("POST " + cleanup + "/undo").rows("undo a cleanup").scope("customers");
    matrix.on("POST " + CUSTOMER + "/restore").rows("undo a cleanup").scope("customers");
  }

  private static void bulkChanges(PermissionMatrix matrix) {
    String changes = PRODUCT + "/bulk-changes";
    String row = "use batch operations";
    matrix
        .on("POST " + changes)
        .rows(row)
        .scope("customers")
        .json("{\"kind\":\"add-tags\",\"tags\":[\"x\"],\"f\":\"priority:high\"}");
    matrix.on("GET " + changes).rows(row).scope("customers");
    matrix.on("GET " + changes + "/{bulkId}").rows(row).scope("customers");
    matrix
        .on("POST " + changes + "/{bulkId}/confirm")
        .rows(row)
        .scope("customers")
        .json("{\"customers\":0}");
    matrix.on("POST " + changes + "/{bulkId}/undo").rows(row).scope("customers");
  }

  private void imports(PermissionMatrix matrix) {
    String view = "see import previews / rejected rows / file names";
    Consumer<PermissionMatrix.Sample> existing =
        request -> request.with("importId", Objects.requireNonNull(imports.get(request.product())));
    matrix.on("GET " + IMPORT + "/undo").rows(view).scope("read").sample(existing);
    matrix
        .on("GET " + IMPORT + "/undo/edited")
        .rows("view customer data unmasked")
        .scope("read")
        .sample(existing);
    matrix
        .on("POST " + IMPORT + "/undo")
        .rows("undo or cancel an import")
        .scope("imports")
        .sample(existing)
        .json("{\"dryRun\":true}");
    matrix.on("GET " + IMPORT + "/dry-run/sample").rows(view).scope("read").sample(existing);
    matrix.on("GET " + IMPORT + "/dead-rows").rows(view).scope("read").sample(existing);
    matrix
        .on("POST " + IMPORT + "/dead-rows/replay")
        .rows("import customers (CSV)")
        .scope("imports")
        .sample(existing);
    matrix
        .on("POST " + RUNS)
        .rows("import customers (CSV)")
        .scope("imports")
        .sample(request -> request.json(run(UUID.randomUUID())));
  }

  private static String run(UUID runId) {
    return RUN.formatted(runId, runId.toString().replace("-", "").repeat(2));
  }

  private void anImport(UUID product) {
    UUID run = UUID.randomUUID();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        mvc.post()
                            .uri(RUNS, world.team(), product)
                            .header("Authorization", TestTokens.bearer(world.user("owner")))
                            .header("Content-Type", "application/json")
                            .content(run(run)))
                    .hasStatusOk());
    jdbc.sql("UPDATE run SET status = 'finished' WHERE run_id = ?").param(run).update();
    jdbc.sql("INSERT INTO dry_run VALUES (?, ?, ?, ?, now() + interval '1 day')")
        .params(world.team(), product, UUID.randomUUID(), run)
        .update();
    imports.put(product, run);
  }
}
