package io.kundenwert.local.bench;

import io.kundenwert.local.installation.RunFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Asks each service every two seconds how much heap it uses and keeps the highest answer. */
final class HeapWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunFile run;
  private final Map<String, Long> peaks = new ConcurrentHashMap<>();
  private final Thread watcher;

  HeapWatch(RunFile run) {
    this.run = run;
    this.watcher = Thread.ofVirtual().start(this::watch);
  }

  /** Bytes by service. */
  Map<String, Long> peaks() {
    return new TreeMap<>(peaks);
  }

  private void watch() {
    try {
      while (true) {
        for (RunFile.Service service : run.services()) {
          ask(service);
        }
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(RunFile.Service service) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.url() + "/actuator/prometheus"))
            .timeout(Duration.ofSeconds(2))
            .build();
    try {
      double used =
          http.send(request, BodyHandlers.ofLines())
              .body()
              .filter(
                  line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("\"heap\""))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
              .sum();
      // The gateway shows its health only: no figure is better than a zero.
      if (used > 0) {
        peaks.merge(service.name(), (long) used, Math::max);
      }
    } catch (IOException busy) {
      // One look less.
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
