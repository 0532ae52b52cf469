package io.kundenwert.local.launch;

import io.kundenwert.local.services.ServiceDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a person may choose about a start.
 *
 * @param data folder that keeps everything
 * @param port port of the gateway, 1 to 65535
 * @param listen address that the gateway listens on
 * @param publicUrl address in people's browsers; empty for this machine's own
 * @param processes a process per service instead of one JVM
 * @param heap largest heap of each process in that mode, as {@code -Xmx} takes it
 * @param heaps other heaps by name of the process
 * @param jvmOptions further JVM options in that mode
 * @param postgresSettings settings of the database server by name
 * @param services the services to start; database and broker always run
 * @param restored name of a restoration from a backup; empty if there was none
 */
public record LaunchSettings(
    Path data,
    int port,
    String listen,
    String publicUrl,
    boolean processes,
    String heap,
    Map<String, String> heaps,
    List<String> jvmOptions,
    Map<String, String> postgresSettings,
    Set<ServiceDefinition> services,
    String restored) {

  /** What holds unless chosen otherwise. */
  public static final int DEFAULT_PORT = 8080;

  /** With copies. */
  public LaunchSettings {
    heaps = Map.copyOf(heaps);
    jvmOptions = List.copyOf(jvmOptions);
    postgresSettings = Map.copyOf(postgresSettings);
    services = Set.copyOf(services);
  }

  /** Where programs on this machine reach the gateway. */
  public String localUrl() {
    return "http://localhost:" + port;
  }
}
