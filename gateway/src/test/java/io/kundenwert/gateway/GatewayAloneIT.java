package io.kundenwert.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as it is delivered, in a process of its own with a heap of 64 MiB. */
class GatewayAloneIT {
  private static final int UPLOADS = 10;
  private static final long UPLOAD_BYTES = 200L * 1024 * 1024;
  private static final ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();

  private static final ServiceDouble imports = new ServiceDouble();
  private static final ServiceDouble teams = new ServiceDouble();
  private static final IdentityDouble identity = IdentityDouble.at(teams);
  private static Process gateway;
  private static String address;
  @TempDir static Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private record Received(long bytes, long checksum) {}

  @BeforeAll
  static void start() throws Exception {
    imports.answers(
        exchange -> {
          CRC32 checksum = new CRC32();
          long bytes = 0;
          byte[] buffer = new byte[64 * 1024];
          InputStream body = exchange.getRequestBody();
          for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            checksum.update(buffer, 0, read);
            bytes += read;
          }
          received.add(new Received(bytes, checksum.getValue()));
          ServiceDouble.send(exchange, 201, "{}");
        });
    Path jar;
    try (Stream<Path> jars = Files.list(Path.of("target"))) {
      jar = jars.filter(file -> file.toString().endsWith("-exec.jar")).findFirst().orElseThrow();
    }
    int port = freePort();
    address = "http://localhost:" + port;
    ProcessBuilder process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xlog:gc:file=" + folder.resolve("gc.log"),
            "-jar",
            jar.toString());
    process
        .environment()
        .putAll(
            Map.of(
                "SERVER_PORT",
                "" + port,
                "KUNDENWERT_GATEWAY_SECRET",
                IdentityDouble.SECRET,
                "KUNDENWERT_TEAM_URL",
                teams.url(),
                "KUNDENWERT_IMPORT_URL",
                imports.url()));
    gateway =
        process
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("gateway.log").toFile())
            .start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .until(() -> status("/actuator/health") == 200);
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.destroy();
    assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
    imports.close();
    teams.close();
  }

  @Test
  void hasItsPages() throws Exception {
    assertThat(status("/")).isEqualTo(200);
    assertThat(status("/docs/openapi/gateway/swagger-config")).isEqualTo(200);
    assertThat(status("/oauth2/jwks")).isEqualTo(200);
    assertThat(status("/api/v1/session")).isEqualTo(401);
    assertThat(status("/nothing")).isEqualTo(404);
  }

  @Test
  void passesTenLargeUploadsAtOnceThroughASmallHeap() throws Exception {
    received.clear();
    long start = System.nanoTime();
    List<Future<Integer>> uploads = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(UPLOADS)) {
      for (int i = 0; i < UPLOADS; i++) {
        boolean chunked = i % 2 == 0;
        uploads.add(callers.submit(() -> upload(chunked)));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    String log = Files.readString(folder.resolve("gateway.log"));
    for (Future<Integer> upload : uploads) {
      assertThat(upload.get()).as(log).isEqualTo(201);
    }
    long checksum = expectedChecksum();
    assertThat(identity.askedOf(IdentityDouble.KEY))
        .hasSize(1)
        .allMatch(form -> "upload".equals(form.get("purpose")));
    assertThat(received).hasSize(UPLOADS).containsOnly(new Received(UPLOAD_BYTES, checksum));
    long peak = peakHeapMegabytes();
    System.out.printf(
        "10 x 200 MiB in %.1f s (%.0f MiB/s), heap before a collection at most %d MiB%n",
        seconds, UPLOADS * UPLOAD_BYTES / 1048576.0 / seconds, peak);
    assertThat(peak).isBetween(1L, 64L);
    assertThat(gateway.isAlive()).isTrue();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("gc.log", "gateway.log");
    }
  }

  private int upload(boolean chunked) throws IOException, InterruptedException {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofInputStream(Upload::new);
    return client
        .send(
            HttpRequest.newBuilder(
                    URI.create(
                        address
                            + "/api/v1/teams/"
                            + UUID.randomUUID()
                            + "/products/"
                            + UUID.randomUUID()
                            + "/imports"))
                .header("Authorization", "Bearer " + IdentityDouble.KEY)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(chunked ? body : HttpRequest.BodyPublishers.fromPublisher(body, UPLOAD_BYTES))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** As many bytes as an upload has, without having them in memory. */
  private static final class Upload extends InputStream {
    private long left = UPLOAD_BYTES;

    @Override
    public int read() {
      return left-- > 0 ? 'k' : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(length, left);
      Arrays.fill(buffer, offset, offset + count, (byte) 'k');
      left -= count;
      return count;
    }
  }

  private static long expectedChecksum() {
    CRC32 checksum = new CRC32();
    byte[] megabyte = new byte[1024 * 1024];
    Arrays.fill(megabyte, (byte) 'k');
    for (long sent = 0; sent < UPLOAD_BYTES; sent += megabyte.length) {
      checksum.update(megabyte);
    }
    return checksum.getValue();
  }

  /** The largest heap that the collector ever met. */
  private static long peakHeapMegabytes() throws IOException {
    Matcher sizes =
        Pattern.compile("(\\d+)M->\\d+M").matcher(Files.readString(folder.resolve("gc.log")));
    long peak = 0;
    while (sizes.find()) {
      peak = Math.max(peak, Long.parseLong(sizes.group(1)));
    }
    return peak;
  }

  private static int status(String path) throws Exception {
    try (HttpClient once = HttpClient.newHttpClient()) {
      return once.send(
              HttpRequest.newBuilder(URI.create(address + path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
