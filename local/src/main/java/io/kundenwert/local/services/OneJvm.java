package io.kundenwert.local.services;

import io.kundenwert.local.installation.CannotStart;
import io.kundenwert.local.installation.LogFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** All services as contexts of this JVM: the smallest and fastest way to have the whole. */
public final class OneJvm implements Services {

  private static final Logger log = LoggerFactory.getLogger(OneJvm.class);

  private static final int LONGEST_MESSAGE = 300;

  private final Map<ServiceDefinition, ConfigurableApplicationContext> contexts =
      new ConcurrentHashMap<>();

  private OneJvm() {}

  /**
   * Starts all services side by side and returns when all contexts are up.
   *
   * @param wanted which
   * @param onStarted told of each service that is up
   * @throws CannotStart if one of them fails; those that are up are ended again
   */
  public static OneJvm start(
      Set<ServiceDefinition> wanted,
      ServiceConfiguration configuration,
      Consumer<ServiceDefinition> onStarted) {
    OneJvm services = new OneJvm();
    Map<ServiceDefinition, Throwable> failures = new ConcurrentHashMap<>();
    List<Thread> starters = new ArrayList<>();
    for (ServiceDefinition service : wanted) {
      starters.add(
          Thread.ofPlatform()
              .name("start-" + service.serviceName())
              .start(
                  () ->
                      LogFiles.as(
                          service.serviceName(),
                          () -> services.start(service, configuration, failures, onStarted))));
    }
    try {
      for (Thread starter : starters) {
        starter.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      services.close();
      throw new CannotStart("Interrupted while the services started.", e);
    }
    if (!failures.isEmpty()) {
      services.close();
      Map.Entry<ServiceDefinition, Throwable> first = failures.entrySet().iterator().next();
      throw new CannotStart(
          complaint(first.getKey().serviceName(), root(first.getValue())), first.getValue());
    }
    return services;
  }

  private void start(
      ServiceDefinition service,
      ServiceConfiguration configuration,
      Map<ServiceDefinition, Throwable> failures,
      Consumer<ServiceDefinition> onStarted) {
    try {
      contexts.put(service, SpringService.run(service, configuration.variables(service)));
      onStarted.accept(service);
    } catch (RuntimeException | LinkageError e) {
      log.error("{} did not start", service.serviceName(), e);
      failures.put(service, e);
    }
  }

  static String complaint(String service, Throwable root) {
    if (root instanceof FlywayValidateException) {
      return ("The data folder was written by another version of Kundenwert, whose tables do not fit"
              + " this one (%s). Start that version, or take another folder with --data.")
          .formatted(service);
    }
    String message = root.getClass().getSimpleName() + ": " + root.getMessage();
    return "%s did not start: %s\nSee its log file for the whole story."
        .formatted(
            service,
            message.length() <= LONGEST_MESSAGE
                ? message
                : message.substring(0, LONGEST_MESSAGE) + " ...");
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  @Override
  public long pid(ServiceDefinition service) {
    return contexts.containsKey(service) ? ProcessHandle.current().pid() : 0;
  }

  @Override
  public int restarts(ServiceDefinition service) {
    return 0;
  }

  @Override
  public void close() {
    close(ServiceDefinition.GATEWAY);
    contexts.keySet().parallelStream().forEach(this::close);
  }

  private void close(ServiceDefinition service) {
    ConfigurableApplicationContext context = contexts.remove(service);
    if (context != null) {
      LogFiles.as(service.serviceName(), context::close);
    }
  }
}
