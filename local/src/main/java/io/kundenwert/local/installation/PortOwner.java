package io.kundenwert.local.installation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds out which program listens on a port, from what Linux shows below {@code /proc}. */
final class PortOwner {

  private static final String LISTENING = "0A";

  private PortOwner() {}

  /** The program and its process number, if the system lets us see it. */
  static Optional<String> of(int port) {
    try {
      Set<String> sockets = new HashSet<>();
      for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
        sockets.addAll(listeningSockets(Path.of(table), port));
      }
      return sockets.isEmpty() ? Optional.empty() : holder(sockets);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Set<String> listeningSockets(Path table, int port) throws IOException {
    Set<String> sockets = new HashSet<>();
    if (!Files.isReadable(table)) {
      return sockets;
    }
    String suffix = ":%04X".formatted(port);
    for (String line : Files.readAllLines(table)) {
      String[] column = line.strip().split("\\s+");
      if (column.length > 9 && column[1].endsWith(suffix) && column[3].equals(LISTENING)) {
        sockets.add("socket:[" + column[9] + "]");
      }
    }
    return sockets;
  }

  private static Optional<String> holder(Set<String> sockets) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (holdsOneOf(sockets, process)) {
          String name = Files.readString(process.resolve("comm")).strip();
          return Optional.of(
              "%s (process %s)".formatted(name.toLowerCase(Locale.ROOT), process.getFileName()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holdsOneOf(Set<String> sockets, Path process) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : open) {
        if (sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException e) {
      // Ended meanwhile, or another user's: then it is not told.
      return false;
    }
    return false;
  }
}
