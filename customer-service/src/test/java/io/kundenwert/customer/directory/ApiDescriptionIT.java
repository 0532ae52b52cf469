package io.kundenwert.customer.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the queries is enough to generate a typed client from. */
@WithCustomerService
class ApiDescriptionIT {
  private static final String PRODUCT = "/api/v1/teams/{teamId}/products/{productId}";

  @Autowired private MockMvcTester mvc;

  private JsonNode document() {
    return JsonMapper.shared().readTree(HttpSetup.body(mvc.get().uri("/v3/api-docs").exchange()));
  }

  @Test
  void namesEveryQueryAndTheTypeOfItsAnswer() {
    JsonNode paths = document().path("paths");
    Map<String, String> answers = new TreeMap<>();
    for (String path :
        List.of(
            "/customers",
            "/customers/count",
            "/customers/seek",
            "/customers/{customerId}",
            "/customers/{customerId}/value",
            "/value-matrix",
            "/sources")) {
      JsonNode operation = paths.path(PRODUCT + path).path("get");
      JsonNode schema =
          operation.path("responses").path("200").path("content").path("application/json");
      answers.put(
          operation.path("operationId").asString(""),
          schema.path("schema").path("$ref").asString("").replaceAll(".*/", ""));
      assertThat(operation.path("responses").path("default").toString()).contains("Problem");
    }
    assertThat(answers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "listCustomers", "AnyCustomerPage",
                "countCustomers", "AnyCustomerCount",
                "seekCustomers", "Jump",
                "getCustomer", "AnyCustomer",
                "explainCustomerValue", "ValueExplanation",
                "getValueMatrix", "MatrixPage",
                "listSources", "SourceList"));
  }

  @Test
  void saysWhatAListCanBeSortedBy() {
    JsonNode parameters =
        document().path("paths").path(PRODUCT + "/customers").path("get").path("parameters");
    for (JsonNode parameter : parameters) {
      if (parameter.path("name").asString().equals("sort")) {
        List<String> offered = new ArrayList<>();
        parameter.path("schema").path("enum").forEach(value -> offered.add(value.asString()));
        assertThat(offered)
            .containsExactlyInAnyOrderElementsOf(
                CustomerOrder.all().stream().map(CustomerOrder::wireName).toList());
        assertThat(parameter.path("required").asBoolean()).isFalse();
        return;
      }
    }
    throw new AssertionError("No parameter sort in " + parameters);
  }

  @Test
  void saysWhichFieldsAreAlwaysThere() {
    JsonNode item = document().path("components").path("schemas").path("CustomerItem");
    List<String> required = new ArrayList<>();
    item.path("required").forEach(field -> required.add(field.asString()));
    assertThat(required)
        .contains("id", "email", "priority", "gross", "net", "payments", "createdAt", "sources")
        .doesNotContain("name", "monthly", "firstPaymentOn");
  }
}
