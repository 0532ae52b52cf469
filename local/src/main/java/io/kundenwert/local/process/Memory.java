package io.kundenwert.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory processes hold, as the kernel counts it. */
public final class Memory {

  private Memory() {}

  /**
   * Proportional set size of a process in bytes: pages shared with others count in part, so that
   * the sum over PostgreSQL's processes counts its shared buffers once. 0 if it is gone.
   */
  public static long of(ProcessHandle process) {
    Path rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
    try (Stream<String> lines = Files.lines(rollup)) {
      return lines
              .filter(line -> line.startsWith("Pss:"))
              .map(line -> line.replaceAll("\\D", ""))
              .mapToLong(Long::parseLong)
              .sum()
          * 1024;
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** The same for a process and everything it started. */
  public static long ofTree(ProcessHandle process) {
    return of(process) + process.descendants().mapToLong(Memory::of).sum();
  }
}
