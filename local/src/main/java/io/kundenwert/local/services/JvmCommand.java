package io.kundenwert.local.services;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The command line of a JVM of the installation: the launcher's own JDK and class path.
 *
 * @param heap largest heap of each process, as {@code -Xmx} takes it
 * @param heaps other heaps by name of the process
 * @param options further JVM options
 */
public record JvmCommand(String heap, Map<String, String> heaps, List<String> options) {
  /**
   * Processes with work for minutes on end. In the others most processor time would go into
   * optimising code that runs now and then.
   */
  private static final Set<String> BUSY = Set.of("import-service", "customer-service", "kafka");

  /** With copies. */
  public JvmCommand {
    heaps = Map.copyOf(heaps);
    options = List.copyOf(options);
  }

  /** The command that runs a main class as the named process. */
  public List<String> of(String process, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heaps.getOrDefault(process, heap));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Dfile.encoding=UTF-8"));
    if (!BUSY.contains(process)) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    String cache = System.getProperty("kundenwert.aot", "");
    if (!cache.isEmpty()) {
      command.addAll(
          List.of(
              "-XX:AOTCache=" + cache,
              // At the address for which it was made nothing in it has to be changed, and the
              // processes share its pages.
              "-XX:+UnlockDiagnosticVMOptions",
              "-XX:ArchiveRelocationMode=0",
              // The profiles in it are those of all services in one JVM: every process would
              // compile what only another one needs.
              "-XX:-AOTReplayTraining",
              // A cache that does not fit is refused; the process starts slower, that is all.
              "-Xlog:disable",
              "-Xlog:all=error:stderr",
              "-Xlog:aot*=off:stderr"));
    }
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }
}
