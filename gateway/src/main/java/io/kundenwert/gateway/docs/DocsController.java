package io.kundenwert.gateway.docs;

import io.kundenwert.gateway.problem.GatewayProblem;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Serves the descriptions that the API page shows and that clients are generated from. */
@RestController
@Hidden
class DocsController {
  private final ServiceDocs services;
  private final JsonMapper json;

  DocsController(ServiceDocs services, JsonMapper json) {
    this.services = services;
    this.json = json;
  }

  @GetMapping("/docs/openapi/{service}")
  ObjectNode one(@PathVariable String service) {
    return services.of(service).orElseThrow(GatewayProblem::notFound);
  }

  @GetMapping("/docs/openapi.json")
  ObjectNode all() {
    MergedDocs merged = new MergedDocs(json);
    services
        .services()
        .forEach(
            service ->
                services.of(service).ifPresent(description -> merged.add(service, description)));
    merged.add("gateway", services.ofGateway());
    return merged.merged();
  }
}
