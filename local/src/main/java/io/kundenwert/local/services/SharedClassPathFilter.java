package io.kundenwert.local.services;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Gives each service the auto-configurations that it would have alone. All services share one class
 * path here, and what lies on the class path configures itself: the gateway would look for a
 * database, and the services would become gateways.
 */
final class SharedClassPathFilter implements AutoConfigurationImportFilter, EnvironmentAware {

  /** Says to the filter which service's context asks. */
  static final String PROPERTY = "kundenwert.local.service";

  /** Would bring a signing key of its own into every service. */
  private static final String AUTHORIZATION_SERVER =
      "org.springframework.boot.security.oauth2.server.authorization.";

  private static final List<String> NOT_FOR_THE_GATEWAY =
      List.of(
          "io.kundenwert.support.",
          "io.namastack.",
          "org.springframework.boot.data.",
          "org.springframework.boot.flyway.",
          "org.springframework.boot.hibernate.",
          "org.springframework.boot.integration.",
          "org.springframework.boot.jdbc.",
          "org.springframework.boot.kafka.",
          "org.springframework.boot.persistence.",
          AUTHORIZATION_SERVER,
          "org.springframework.boot.transaction.",
          "org.springframework.cloud.function.",
          // Routes every path of two parts to a function, if there were functions.
          "org.springframework.cloud.gateway.server.mvc.config.DefaultFunctionConfiguration",
          "org.springframework.cloud.stream.");

  private static final List<String> ONLY_FOR_THE_GATEWAY =
      List.of(
          "io.github.resilience4j.",
          "org.springdoc.core.properties.SwaggerUi",
          "org.springdoc.webmvc.ui.",
          "org.springframework.cloud.gateway.");

  private static final List<String> ONLY_FOR_TEAM_SERVICE =
      List.of(
          "org.springframework.boot.data.jpa.",
          "org.springframework.boot.hibernate.",
          "org.springframework.boot.persistence.",
          AUTHORIZATION_SERVER);

  private List<String> foreign = List.of();

  @Override
  public void setEnvironment(Environment environment) {
    foreign =
        Optional.ofNullable(environment.getProperty(PROPERTY))
            .flatMap(ServiceDefinition::named)
            .map(SharedClassPathFilter::foreignTo)
            .orElse(List.of());
  }

  @Override
  public boolean[] match(
      @Nullable String[] candidates, AutoConfigurationMetadata autoConfigurationMetadata) {
    return match(candidates);
  }

  boolean[] match(@Nullable String[] candidates) {
    boolean[] wanted = new boolean[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      // Other filters may have taken a candidate out already.
      String candidate = candidates[i];
      wanted[i] = candidate != null && foreign.stream().noneMatch(candidate::startsWith);
    }
    return wanted;
  }

  private static List<String> foreignTo(ServiceDefinition service) {
    return switch (service) {
      case GATEWAY -> NOT_FOR_THE_GATEWAY;
      case TEAM -> ONLY_FOR_THE_GATEWAY;
      case IMPORT, CUSTOMER, CREDIT, NOTIFICATION ->
          Stream.concat(ONLY_FOR_THE_GATEWAY.stream(), ONLY_FOR_TEAM_SERVICE.stream()).toList();
    };
  }
}
