package io.kundenwert.gateway.docs;

import io.kundenwert.gateway.problem.GatewayProblem;
import io.kundenwert.gateway.routes.GatewayProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Fetches what services say of their API, as seen from outside: the gateway is the server. */
@Component
class ServiceDocs {
  private static final Logger log = LoggerFactory.getLogger(ServiceDocs.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final ClassPathResource OWN = new ClassPathResource("docs/gateway/openapi.json");

  private final GatewayProperties gateway;
  private final JsonMapper json;
  private final RestClient client;

  ServiceDocs(GatewayProperties gateway, JsonMapper json) {
    this.gateway = gateway;
    this.json = json;
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(gateway.timeouts().connect())
                .build());
    requests.setReadTimeout(TIMEOUT);
    this.client = RestClient.builder().requestFactory(requests).build();
  }

  List<String> services() {
    return gateway.services().keySet().stream().sorted().toList();
  }

  /** What the gateway answers itself. */
  ObjectNode ofGateway() {
    try {
      return (ObjectNode) json.readTree(OWN.getContentAsByteArray());
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** The description of a service; empty if there is no such service. */
  Optional<ObjectNode> of(String service) {
    if (!gateway.services().containsKey(service)) {
      return Optional.empty();
    }
    try {
      byte[] answer =
          client.get().uri(gateway.service(service) + "/v3/api-docs").retrieve().body(byte[].class);
      if (answer == null || !(json.readTree(answer) instanceof ObjectNode description)) {
        throw GatewayProblem.serviceAway(service);
      }
      MergedDocs.entitle(description, "Kundenwert: " + service);
      MergedDocs.describeAccess(description);
      return Optional.of(description);
    } catch (RestClientException failure) {
      log.warn("No API description of {}: {}", service, failure.getMessage());
      throw GatewayProblem.serviceAway(service);
    }
  }
}
