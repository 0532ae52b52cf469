package io.kundenwert.local.services;

import io.kundenwert.local.process.Supervised;
import io.kundenwert.local.process.Supervised.EndSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A JVM for each service, started again when it dies. */
public final class ProcessPerService implements Services {

  private static final List<EndSignal> END = List.of(new EndSignal("TERM", Duration.ofSeconds(30)));

  private final Map<ServiceDefinition, Supervised> processes =
      new EnumMap<>(ServiceDefinition.class);

  private ProcessPerService() {}

  /**
   * Starts all services; returns at once.
   *
   * @param wanted which
   * @param jvm how a JVM is started
   * @param logs folder of log files
   * @param control folder of the hold files
   * @param onChange told whenever a process came or went
   */
  public static ProcessPerService start(
      Set<ServiceDefinition> wanted,
      ServiceConfiguration configuration,
      JvmCommand jvm,
      Path logs,
      Path control,
      Runnable onChange) {
    ProcessPerService services = new ProcessPerService();
    for (ServiceDefinition service : wanted) {
      String name = service.serviceName();
      services.processes.put(
          service,
          new Supervised(
              new Supervised.Spec(
                  name,
                  jvm.of(name, ServiceProcess.class, List.of(name, logs.toString())),
                  configuration.variables(service),
                  logs.resolve(name + ".out"),
                  control.resolve(name + ".hold"),
                  END),
              () -> {},
              onChange));
    }
    services.processes.values().forEach(Supervised::start);
    return services;
  }

  @Override
  public long pid(ServiceDefinition service) {
    Supervised process = processes.get(service);
    return process == null ? 0 : process.pid();
  }

  @Override
  public int restarts(ServiceDefinition service) {
    Supervised process = processes.get(service);
    return process == null ? 0 : process.restarts();
  }

  @Override
  public void close() {
    Map<ServiceDefinition, Supervised> inner = new EnumMap<>(processes);
    Supervised gateway = inner.remove(ServiceDefinition.GATEWAY);
    if (gateway != null) {
      gateway.close();
    }
    List<Thread> enders = new ArrayList<>();
    inner.values().forEach(process -> enders.add(Thread.startVirtualThread(process::close)));
    for (Thread ender : enders) {
      try {
        ender.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
