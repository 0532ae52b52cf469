package io.kundenwert.local.services;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts a service's Spring application in this JVM. */
final class SpringService {

  /** What every service needs when it shares a class path, and perhaps the JVM, with the others. */
  private static final String[] ARGUMENTS = {
    "--spring.main.banner-mode=off",
    "--spring.main.register-shutdown-hook=false",
    "--spring.jmx.enabled=false",
    "--spring.cloud.refresh.enabled=false",
    "--spring.lifecycle.timeout-per-shutdown-phase=5s",
    "--management.metrics.use-global-registry=false"
  };

  private SpringService() {}

  /** Runs the service with these variables; returns when it is up. */
  static ConfigurableApplicationContext run(
      ServiceDefinition service, Map<String, String> variables) {
    String[] arguments =
        Stream.concat(
                Stream.concat(
                    Stream.of(ARGUMENTS),
                    Stream.of("--" + SharedClassPathFilter.PROPERTY + "=" + service.serviceName())),
                variables.entrySet().stream()
                    .map(variable -> "--" + variable.getKey() + "=" + variable.getValue()))
            .toArray(String[]::new);
    return application(service)
        .properties("server.address=${SERVER_ADDRESS:127.0.0.1}")
        .run(arguments);
  }

  /** By name: the launcher needs nothing of a service but this one method. */
  private static SpringApplicationBuilder application(ServiceDefinition service) {
    try {
      return (SpringApplicationBuilder)
          Class.forName(service.application()).getMethod("application").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          service.application() + " has no public static application()", e);
    }
  }
}
