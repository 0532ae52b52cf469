package io.kundenwert.imports.run;

import io.kundenwert.support.correlation.CorrelationFilter;
import io.kundenwert.support.identity.Caller;
import io.kundenwert.support.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The announcement over HTTP, with the caller's own token. */
@Component
final class CustomerServiceRegistration implements RunRegistration {
  private static final Logger log = LoggerFactory.getLogger(CustomerServiceRegistration.class);

  private final RestClient customers;
  private final JsonMapper json;

  CustomerServiceRegistration(
      @Value("${kundenwert.customer-service.url}") String url, JsonMapper json) {
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
    // Longer than a registration that replaces an import may wait for merges under way.
    requests.setReadTimeout(Duration.ofSeconds(35));
    this.customers = RestClient.builder().baseUrl(url).requestFactory(requests).build();
    this.json = json;
  }

  @Override
  public Registered register(Caller caller, UUID teamId, UUID productId, Announced run) {
    try {
      Registered registered =
          customers
              .post()
              .uri("/internal/v1/teams/{team}/products/{product}/runs", teamId, productId)
              .headers(
                  headers -> {
                    headers.setBearerAuth(caller.token());
                    String correlationId = MDC.get("correlationId");
                    if (correlationId != null) {
                      headers.set(CorrelationFilter.HEADER, correlationId);
                    }
                  })
              .contentType(MediaType.APPLICATION_JSON)
              .body(json.writeValueAsBytes(run))
              .retrieve()
              .onStatus(status -> status.is4xxClientError(), (request, answer) -> refuse(answer))
              .body(Registered.class);
      if (registered == null) {
        throw unavailable();
      }
      return registered;
    } catch (RestClientException failure) {
      log.warn("customer-service did not take a run: {}", failure.getClass().getSimpleName());
      throw unavailable();
    }
  }

  /** Its refusal is ours: same status, code and parameters. */
  private void refuse(ClientHttpResponse answer) throws IOException {
    HttpStatus status = HttpStatus.valueOf(answer.getStatusCode().value());
    try {
      JsonNode problem = json.readTree(answer.getBody());
      String code = problem.path("code").asString("");
      if (!code.isEmpty()) {
        Map<String, Object> params =
            problem.path("params").isObject()
                ? json.convertValue(problem.path("params"), new TypeReference<>() {})
                : Map.of();
        throw new Problem(status, code, params);
      }
    } catch (JacksonException noProblem) {
      log.warn("customer-service refused with {} and no problem", status.value());
    }
    throw unavailable();
  }

  private static Problem unavailable() {
    return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
  }
}
