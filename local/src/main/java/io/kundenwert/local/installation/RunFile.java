package io.kundenwert.local.installation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is running on a data folder, for {@code status} and {@code down}, benchmarks and crash
 * tests: {@code run.json} in the folder, readable by its owner only since it holds the keys. It is
 * rewritten whenever a process is started again, and gone after an orderly end.
 *
 * @param state {@code starting}, {@code ready} or {@code stopping}
 * @param mode {@code one-jvm} or {@code processes}
 * @param pid process of the launcher
 * @param startedAt when the launcher started
 * @param readyAfterMillis from start to everything healthy; null until then
 * @param url address of the gateway
 * @param mailbox address of the page with the mails that were sent
 * @param apiKey API key of the demo team's owner
 * @param login the same person's sign-in in a browser
 * @param teamId the demo team
 * @param productId the demo product
 * @param postgres the database server
 * @param kafka the broker
 * @param services the services, the gateway among them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunFile(
    String state,
    String mode,
    long pid,
    Instant startedAt,
    @Nullable Long readyAfterMillis,
    String url,
    String mailbox,
    String apiKey,
    Login login,
    UUID teamId,
    UUID productId,
    Postgres postgres,
    Kafka kafka,
    List<Service> services) {

  /** Everything is up. */
  public static final String READY = "ready";

  /** Not everything is up yet. */
  public static final String STARTING = "starting";

  /** It is ending. */
  public static final String STOPPING = "stopping";

  /** A process for each service. */
  public static final String PROCESSES = "processes";

  /** Broker and services in the launcher's JVM. */
  public static final String ONE_JVM = "one-jvm";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * How a person signs in.
   *
   * @param email e-mail address
   * @param password password
   */
  public record Login(String email, String password) {}

  /**
   * The database server.
   *
   * @param pid its first process, 0 while it is down
   * @param port port on 127.0.0.1
   * @param user database user
   * @param password its password
   * @param restarts how often it was started again
   */
  public record Postgres(long pid, int port, String user, String password, int restarts) {}

  /**
   * The broker.
   *
   * @param pid its process; the launcher's own in one JVM; 0 while it is down
   * @param bootstrap {@code host:port}
   * @param restarts how often it was started again
   */
  public record Kafka(long pid, String bootstrap, int restarts) {}

  /**
   * A service.
   *
   * @param name its name, for example {@code customer-service}
   * @param pid its process; the launcher's own in one JVM; 0 while it is down
   * @param port its port
   * @param url its base address
   * @param databaseUrl JDBC URL of its database; null if it has none
   * @param restarts how often it was started again
   */
  public record Service(
      String name, long pid, int port, String url, @Nullable String databaseUrl, int restarts) {}

  /** Reads the description in a data folder; empty if there is none, or it was cut off. */
  public static Optional<RunFile> read(Path dataFolder) {
    Path file = dataFolder.resolve("run.json");
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file, RunFile.class))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Writes the description, whole or not at all. */
  public void write(Path dataFolder) {
    Path unfinished = dataFolder.resolve("run.json.new");
    try {
      Files.deleteIfExists(unfinished);
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(unfinished, JSON.writeValueAsString(this));
      Files.move(unfinished, dataFolder.resolve("run.json"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the description after an orderly end. */
  public static void remove(Path dataFolder) {
    try {
      Files.deleteIfExists(dataFolder.resolve("run.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the launcher that wrote this still lives. */
  public boolean launcherLives() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(handle -> handle.info().startInstant())
        // The clock of process starts is coarse; a recycled number is minutes away.
        .map(start -> !start.isAfter(startedAt.plusSeconds(2)))
        .orElse(false);
  }
}
