package io.kundenwert.local.bench;

import io.kundenwert.local.installation.RunFile;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How much processor time the processes of an installation have used. */
final class ProcessorTimes {
  private ProcessorTimes() {}

  /** Seconds by process since its start; the database's server processes count together. */
  static Map<String, Double> now(RunFile run) {
    Map<String, Double> seconds = new TreeMap<>();
    run.services().forEach(service -> seconds.put(service.name(), ofTree(service.pid())));
    seconds.put("kafka", ofTree(run.kafka().pid()));
    seconds.put("postgresql", ofTree(run.postgres().pid()));
    return seconds;
  }

  /** What was used between two looks. */
  static Map<String, Double> between(Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> used = new TreeMap<>();
    after.forEach(
        (process, seconds) -> used.put(process, seconds - before.getOrDefault(process, 0.0)));
    return used;
  }

  private static double ofTree(long pid) {
    return ProcessHandle.of(pid).stream()
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
            .map(process -> process.info().totalCpuDuration())
            .flatMap(Optional::stream)
            .mapToDouble(Duration::toMillis)
            .sum()
        / 1_000;
  }
}
