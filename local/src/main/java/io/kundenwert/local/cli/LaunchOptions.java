package io.kundenwert.local.cli;

import io.kundenwert.local.launch.LaunchSettings;
import io.kundenwert.local.services.ServiceDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that starts an installation. */
final class LaunchOptions {

  private static final int LARGEST_PORT = 65_535;

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  @Option(names = "--data", paramLabel = "DIR", description = "folder that keeps everything")
  Path data = Home.folder().resolve("data");

  @Option(names = "--port", paramLabel = "N", description = "port of the gateway")
  int port = LaunchSettings.DEFAULT_PORT;

  @Option(names = "--listen", paramLabel = "ADDRESS", description = "address of the gateway")
  String listen = "127.0.0.1";

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "address in people's browsers, if a proxy stands in front")
  String publicUrl = "";

  @Option(names = "--processes", description = "a process per service")
  boolean processes;

  @Option(names = "--heap", paramLabel = "SIZE", description = "heap of each process")
  String heap = "256m";

  @Option(names = "--heap-of", paramLabel = "SERVICE=SIZE", description = "heap of one process")
  Map<String, String> heaps = new LinkedHashMap<>();

  @Option(names = "--jvm-option", paramLabel = "OPTION", description = "option of each process")
  List<String> jvmOptions = new ArrayList<>();

  @Option(names = "--postgres-setting", paramLabel = "NAME=VALUE", description = "server setting")
  Map<String, String> postgresSettings = new LinkedHashMap<>();

  @Option(
      names = "--only",
      paramLabel = "SERVICE,...",
      split = ",",
      hidden = true,
      description = "start only these services; \"none\" starts database and broker")
  @Nullable List<String> only;

  LaunchSettings settings() {
    return settings("");
  }

  /**
   * The settings.
   *
   * @param restored name of a restoration from a backup; empty if there was none
   */
  LaunchSettings settings(String restored) {
    if (port < 1 || port > LARGEST_PORT) {
      throw wrong("The port must be between 1 and %d, not %d.".formatted(LARGEST_PORT, port));
    }
    if (!heap.matches("[1-9][0-9]*[mg]")) {
      throw wrong("The heap is given like 256m or 1g, not \"%s\".".formatted(heap));
    }
    if (!publicUrl.isEmpty() && !publicUrl.matches("https?://[^/?#\\s]+")) {
      throw wrong(
          "The public address is given like https://kundenwert.example, not \"%s\"."
              .formatted(publicUrl));
    }
    return new LaunchSettings(
        data.toAbsolutePath().normalize(),
        port,
        listen,
        publicUrl,
        processes,
        heap,
        heaps,
        jvmOptions,
        postgresSettings,
        services(),
        restored);
  }

  private Set<ServiceDefinition> services() {
    List<String> names = only;
    if (names == null) {
      return EnumSet.allOf(ServiceDefinition.class);
    }
    Set<ServiceDefinition> services = EnumSet.noneOf(ServiceDefinition.class);
    for (String name : names) {
      if (!name.equals("none")) {
        services.add(
            ServiceDefinition.named(name)
                .orElseThrow(() -> wrong("There is no service \"" + name + "\".")));
      }
    }
    return services;
  }

  private ParameterException wrong(String message) {
    if (command == null) {
      throw new IllegalStateException(message);
    }
    return new ParameterException(command.commandLine(), message);
  }
}
