package io.kundenwert.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An installation on this machine, started as an operator starts it, on a data folder of its own.
 */
final class Installation implements AutoCloseable {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration START = Duration.ofMinutes(4);

  private final Path data;
  private final Process launcher;

  private Installation(Path data, Process launcher) {
    this.data = data;
    this.launcher = launcher;
  }

  /** Starts with {@code ./kundenwert up} and waits until everything is healthy. */
  static Installation up(String name, String... options) {
    Path data = Path.of("target", "installation-" + name).toAbsolutePath();
    remove(data);
    List<String> command = new ArrayList<>(List.of(HOME.resolve("kundenwert").toString(), "up"));
    command.addAll(List.of("--data", data.toString(), "--port", "" + freePort()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    // The build under test is the one that runs these tests.
    builder.environment().put("KUNDENWERT_BUILD", "never");
    // The rehearsal that makes later starts fast costs more than it saves in one run of the tests.
    builder.environment().put("KUNDENWERT_AOT", "off");
    try {
      Files.createDirectories(data);
      Process launcher =
          builder
              .redirectErrorStream(true)
              .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile())
              .start();
      Installation installation = new Installation(data, launcher);
      try {
        Awaitility.await("installation " + name)
            .atMost(START)
            .failFast("the launcher ended", () -> !launcher.isAlive())
            .until(() -> installation.run().path("state").asString("").equals("ready"));
      } catch (RuntimeException failure) {
        installation.close();
        throw failure;
      }
      return installation;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What the launcher says is running. */
  JsonNode run() {
    Path file = data.resolve("run.json");
    try {
      return Files.exists(file) ? JSON.readTree(Files.readString(file)) : JSON.createObjectNode();
    } catch (IOException | JacksonException beingWritten) {
      return JSON.createObjectNode();
    }
  }

  Api api() {
    JsonNode run = run();
    return new Api(URI.create(run.get("url").asString()), run.get("apiKey").asString());
  }

  String kafka() {
    return run().get("kafka").get("bootstrap").asString();
  }

  JsonNode service(String name) {
    for (JsonNode service : run().get("services")) {
      if (service.get("name").asString().equals(name)) {
        return service;
      }
    }
    throw new AssertionError("No service " + name);
  }

  /** Sends SIGKILL to a service; the launcher starts it again, as a cluster would. */
  void kill(String service) {
    long pid = service(service).get("pid").asLong();
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Waits until a service that was killed is another process, and well. */
  void awaitRestart(String service, long killedPid) {
    Awaitility.await(service + " again")
        .atMost(START)
        .until(
            () -> {
              long pid = service(service).get("pid").asLong();
              return pid != 0 && pid != killedPid;
            });
  }

  @Override
  public void close() {
    launcher.destroy();
    try {
      if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
