package io.kundenwert.customer.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.customer.CustomerServiceApplication;
import io.kundenwert.customer.directory.GeneratedProduct;
import io.kundenwert.customer.directory.HttpSetup;
import io.kundenwert.support.access.AccessView;
import io.kundenwert.test.WithEngines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bulk changes of a product with a million customers; times are printed. */
@EnabledIfSystemProperty(named = "kundenwert.long", matches = "true")
@SpringBootTest(
    classes = CustomerServiceApplication.class,
    properties = {"spring.config.name=customer-service", "kundenwert.bulk.delay=24h"})
@AutoConfigureMockMvc
@WithEngines("kundenwert_customer_bulk_long")
class BulkOfAMillionIT {
  private static final int CUSTOMERS = 1_000_000;

  @Autowired private MockMvcTester mvc;
  @Autowired private AccessView access;
  @Autowired private JdbcClient jdbc;
  @Autowired private BulkWorker worker;

  private static JsonNode done(MvcTestResult answer, int status) {
    assertThat(answer).as(HttpSetup.body(answer)).hasStatus(status);
    return JsonMapper.shared().readTree(HttpSetup.body(answer));
  }

  @Test
  void meansAndChangesExactlyWhomItShould() {
    HttpSetup http = new HttpSetup(mvc, access);
    GeneratedProduct product = new GeneratedProduct(jdbc, http.teamId).with(CUSTOMERS);
    http.has(product.productId);
    jdbc.sql("INSERT INTO origin_sequence (team_id, last) VALUES (?, 3)")
        .param(http.teamId)
        .update();
    jdbc.sql("ANALYZE").update();
    String changes = http.path(product.productId, "/bulk-changes");
    long start = System.nanoTime();
    JsonNode everyone = done(http.post(http.owner, changes, "{\"kind\":\"archive\"}"), 201);
    long previewed = System.nanoTime();
    assertThat(everyone.path("customers").asLong()).isEqualTo(CUSTOMERS);
    JsonNode some =
        done(
            http.post(
                http.owner,
                changes,
                "{\"kind\":\"add-tags\",\"tags\":[\"vip\"],\"f\":\"source:" + product.shop + "\"}"),
            201);
    long customers = some.path("customers").asLong();
    assertThat(customers).isEqualTo(CUSTOMERS / 7);
    String one = changes + "/" + some.path("id").asString();
    done(http.post(http.owner, one + "/confirm", "{\"customers\": " + customers + "}"), 202);
    long confirmed = System.nanoTime();
    worker.work();
    long tagged = System.nanoTime();
    JsonNode state = done(http.get(http.owner, one), 200);
    assertThat(state.path("status").asString()).isEqualTo("finished");
    assertThat(state.path("changed").asLong()).isEqualTo(customers);
    System.out.printf(
        "Preview of %d customers %.1f s; tags of %d customers %.1f s, %.0f/s%n",
        CUSTOMERS,
        (previewed - start) / 1e9,
        customers,
        (tagged - confirmed) / 1e9,
        customers * 1e9 / (tagged - confirmed));
  }
}
