package io.kundenwert.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Another instance of a running service: the same command and environment, another port. */
final class SecondInstance implements AutoCloseable {
  private final Process process;

  private SecondInstance(Process process) {
    this.process = process;
  }

  /** Copies a process and waits until the copy is ready. */
  static SecondInstance of(long pid, int port, Path logs) {
    try {
      List<String> command = new ArrayList<>(words(pid, "cmdline"));
      // Its last argument is the folder of log files.
      command.set(command.size() - 1, Files.createDirectories(logs).toString());
      ProcessBuilder builder = new ProcessBuilder(command);
      for (String variable : words(pid, "environ")) {
        int equals = variable.indexOf('=');
        builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
      }
      builder.environment().put("SERVER_PORT", Integer.toString(port));
      SecondInstance instance =
          new SecondInstance(
              builder
                  .redirectErrorStream(true)
                  .redirectOutput(logs.resolve("out").toFile())
                  .start());
      HttpClient http = HttpClient.newHttpClient();
      HttpRequest ready =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
              .timeout(Duration.ofSeconds(5))
              .build();
      Awaitility.await("second instance")
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptions()
          .failFast("the second instance ended", () -> !instance.process.isAlive())
          .until(
              () -> http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
      return instance;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> words(long pid, String file) throws IOException {
    String all = Files.readString(Path.of("/proc", Long.toString(pid), file), UTF_8);
    return List.of(all.split("\0"));
  }

  /** Stops it where it is. */
  void freeze() {
    Signals.stop(List.of(process.pid()));
  }

  /** Lets it go on as if nothing had happened. */
  void wake() {
    Signals.goOn(List.of(process.pid()));
  }

  @Override
  public void close() {
    wake();
    process.destroy();
  }
}
