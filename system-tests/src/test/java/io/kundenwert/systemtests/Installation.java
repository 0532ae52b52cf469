package io.kundenwert.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
    Path data = folder(name);
    remove(data);
    return start(name, options);
  }

  private static Path folder(String name) {
    return Path.of("target", "installation-" + name).toAbsolutePath();
  }

  /** Starts on the data that an installation of that name has left. */
  static Installation start(String name, String... options) {
    Path data = folder(name);
    List<String> command = new ArrayList<>(List.of(HOME.resolve("kundenwert").toString(), "up"));
    command.addAll(List.of("--data", data.toString(), "--port", "" + freePort()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    // The build under test is the one that runs these tests.
    builder.environment().put("KUNDENWERT_BUILD", "never");
    // The rehearsal that makes later starts fast costs more than it saves in one run of the tests.
    builder.environment().put("KUNDENWERT_AOT", "off");
    if (!Boolean.getBoolean("kundenwert.long")) {
      // Code that runs for a minute does not repay being optimised; starts take a third less.
      builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
    }
    try {
      Files.createDirectories(data);
      Process launcher =
          builder
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(
                      data.resolveSibling(data.getFileName() + ".log").toFile()))
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

  /** A connection to one of its databases. */
  Connection database(String name) throws SQLException {
    JsonNode postgres = run().get("postgres");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postgres.get("port").asInt(), name),
        postgres.get("user").asString(),
        postgres.get("password").asString());
  }

  JsonNode service(String name) {
    for (JsonNode service : run().get("services")) {
      if (service.get("name").asString().equals(name)) {
        return service;
      }
    }
    throw new AssertionError("No service " + name);
  }

  /** Sends SIGKILL to a service and waits until the launcher has started it again. */
  void killAndAwait(String service) {
    killAndAwait(service, () -> service(service));
  }

  /** The same for {@code kafka} or {@code postgres}. */
  void killEngine(String engine) {
    killAndAwait(engine, () -> run().path(engine));
  }

  private static void killAndAwait(String name, Supplier<JsonNode> process) {
    long killed = process.get().get("pid").asLong();
    ProcessHandle.of(killed).ifPresent(ProcessHandle::destroyForcibly);
    Awaitility.await(name + " again")
        .atMost(START)
        .ignoreExceptions()
        .until(
            () -> {
              long pid = process.get().get("pid").asLong();
              return pid != 0 && pid != killed;
            });
  }

  /** Ends a service without warning and keeps it down. */
  void hold(String service) {
    long pid = service(service).get("pid").asLong();
    try {
      Files.createDirectories(data.resolve("control"));
      Files.writeString(data.resolve("control").resolve(service + ".hold"), "");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Lets a service that was held down start again. */
  void release(String service) {
    try {
      Files.delete(data.resolve("control").resolve(service + ".hold"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Another instance of a service, beside the one that the launcher runs. */
  SecondInstance second(String service) {
    return SecondInstance.of(
        service(service).get("pid").asLong(), freePort(), data.resolve("second-" + service));
  }

  /** Stops all processes of the database server where they are, for some time. */
  void freezeDatabase(Duration time) {
    long server = run().get("postgres").get("pid").asLong();
    List<Long> processes = new ArrayList<>(List.of(server));
    ProcessHandle.of(server)
        .ifPresent(all -> all.descendants().forEach(child -> processes.add(child.pid())));
    Signals.stop(processes);
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      Signals.goOn(processes);
    }
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
