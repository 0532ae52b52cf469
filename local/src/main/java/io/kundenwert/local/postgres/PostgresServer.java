package io.kundenwert.local.postgres;

import com.sun.management.OperatingSystemMXBean;
import io.kundenwert.local.installation.CannotStart;
import io.kundenwert.local.process.Signals;
import io.kundenwert.local.process.Supervised;
import io.kundenwert.local.process.Supervised.EndSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of the installation's own on 127.0.0.1, kept running until it is closed. Its
 * end by signal, a killed launcher and a server left over from the previous run are all recovered
 * from without help.
 */
public final class PostgresServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

  /** The one database user; it owns everything. */
  public static final String USER = "kundenwert";

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(25);
  private static final long LARGEST_LOG_BYTES = 10L << 20;

  /** Asks for a fast shutdown, then for an immediate one. */
  private static final List<EndSignal> END =
      List.of(
          new EndSignal("INT", Duration.ofSeconds(30)),
          new EndSignal("QUIT", Duration.ofSeconds(10)));

  /**
   * Where and how the server runs.
   *
   * @param cluster folder of the database cluster
   * @param binariesCache folder that keeps the unpacked programs
   * @param log file for what the server says
   * @param hold while this file exists, an ended server stays down
   * @param port port on 127.0.0.1
   * @param password password of {@link #USER}
   * @param settings server settings by name, on top of the installation's own
   */
  public record Setup(
      Path cluster,
      Path binariesCache,
      Path log,
      Path hold,
      int port,
      String password,
      Map<String, String> settings) {}

  private final Setup setup;
  private final Supervised server;

  private PostgresServer(Setup setup, Supervised server) {
    this.setup = setup;
    this.server = server;
  }

  /**
   * Initialises the cluster if it is missing, ends a server left over from a killed launcher,
   * starts the server and returns when it answers.
   *
   * @param onChange told whenever the server process came or went
   */
  public static PostgresServer start(Setup setup, Runnable onChange) {
    Path binaries = PostgresBinaries.unpackedIn(setup.binariesCache());
    if (!Files.exists(setup.cluster())) {
      initialise(setup, binaries);
    }
    rotate(setup.log());
    Supervised server =
        new Supervised(
            new Supervised.Spec(
                "PostgreSQL",
                asAllowed(command(setup, binaries)),
                Map.of(),
                setup.log(),
                setup.hold(),
                END),
            () -> endLeftOver(setup.cluster()),
            onChange);
    PostgresServer started = new PostgresServer(setup, server);
    server.start();
    try {
      started.awaitReady();
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
    return started;
  }

  private static void initialise(Setup setup, Path binaries) {
    Path unfinished = setup.cluster().resolveSibling(setup.cluster().getFileName() + ".new");
    try {
      deleteTree(unfinished);
      Files.createDirectories(setup.cluster().getParent());
      Path passwordFile =
          Files.createTempFile(
              "kundenwert",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.writeString(passwordFile, setup.password());
        runToEnd(
            asAllowed(
                List.of(
                    binaries.resolve("bin/initdb").toString(),
                    "--pgdata=" + unfinished,
                    "--username=" + USER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    // Independent of the machine's locales: an index stays valid when those change.
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    // One call for the whole file system instead of one for each of a thousand
                    // files.
                    "--sync-method=syncfs",
                    "--no-instructions")),
            setup.log());
      } finally {
        Files.delete(passwordFile);
      }
      Files.move(unfinished, setup.cluster(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void runToEnd(List<String> command, Path output) {
    try {
      int code =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start()
              .waitFor();
      if (code != 0) {
        throw new CannotStart(
            "PostgreSQL could not make its database folder (initdb ended with %d).\n%s"
                .formatted(code, lastLines(output)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("Interrupted while PostgreSQL made its database folder.", e);
    }
  }

  private static List<String> command(Setup setup, Path binaries) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("unix_socket_directories", "");
    settings.put("max_connections", "200");
    settings.put("shared_buffers", sharedBuffers());
    // What is read lies in the file system's cache: handing it to workers costs more than it takes.
    settings.put("io_method", "sync");
    settings.put("max_wal_size", logSize(setup.cluster()));
    settings.put("checkpoint_timeout", "15min");
    settings.put("jit", "off");
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
    settings.put("log_line_prefix", "%m [%p] %d ");
    settings.putAll(setup.settings());
    List<String> command = new ArrayList<>();
    command.add(binaries.resolve("bin/postgres").toString());
    command.addAll(List.of("-D", setup.cluster().toString()));
    command.addAll(List.of("-p", Integer.toString(setup.port())));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  /**
   * A tenth of the disk's free space, between 1 and 16 GB, for the log between two checkpoints.
   * After each checkpoint the first change of a page writes the whole page: an import of millions
   * of rows changes all pages all the time, and with checkpoints every ten seconds writes 17 kB of
   * log per row.
   */
  private static String logSize(Path cluster) {
    try {
      long free = Files.getFileStore(cluster).getUsableSpace();
      return Math.clamp(free / 10 / 1_000_000_000, 1, 16) + "GB";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An eighth of the machine's memory, between 128 MB and 4 GB. It is taken as it is used: an empty
   * installation stays small.
   */
  private static String sharedBuffers() {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return Math.clamp(memory / 8 / 1_000_000, 128, 4_000) + "MB";
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own, root is nobody special. */
  private static List<String> asAllowed(List<String> command) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return command;
    }
    List<String> unshared = new ArrayList<>(List.of("unshare", "-U"));
    unshared.addAll(command);
    return unshared;
  }

  /**
   * Ends a server that a killed launcher left running on this cluster. Whatever else uses the
   * number in the lock file is left alone, and the lock file then goes, since PostgreSQL could not
   * tell.
   */
  static void endLeftOver(Path cluster) {
    Path lockFile = cluster.resolve("postmaster.pid");
    Optional<ProcessHandle> holder = holder(lockFile);
    if (holder.isEmpty()) {
      return;
    }
    if (runsOn(holder.get(), cluster)) {
      log.warn("Ending PostgreSQL (process {}) left over from a previous run", holder.get().pid());
      Signals.end(holder.get(), END);
    } else {
      try {
        Files.deleteIfExists(lockFile);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The living process whose number stands in the lock file. */
  public static Optional<ProcessHandle> leftOver(Path cluster) {
    return holder(cluster.resolve("postmaster.pid")).filter(process -> runsOn(process, cluster));
  }

  private static Optional<ProcessHandle> holder(Path lockFile) {
    try (Stream<String> lines = Files.lines(lockFile)) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(line -> line.matches("\\d+"))
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
          .filter(ProcessHandle::isAlive);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean runsOn(ProcessHandle process, Path cluster) {
    try {
      String commandLine =
          Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return commandLine.contains("postgres") && commandLine.contains(cluster.toString());
    } catch (IOException e) {
      return false;
    }
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (true) {
      try (Connection connection = connect("postgres")) {
        if (connection.isValid(5)) {
          return;
        }
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          throw new CannotStart(
              "PostgreSQL did not start within %d s.\n%s"
                  .formatted(START_PATIENCE.toSeconds(), lastLines(setup.log())),
              e);
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("Interrupted while PostgreSQL started.", e);
    }
  }

  /** Makes a database unless it is there. The name is a plain identifier. */
  public void createDatabase(String name) {
    if (!name.matches("[a-z_]+")) {
      throw new IllegalArgumentException("Not a plain identifier: " + name);
    }
    try (Connection connection = connect("postgres")) {
      try (PreparedStatement exists =
          connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
        exists.setString(1, name);
        if (exists.executeQuery().next()) {
          return;
        }
      }
      try (Statement create = connection.createStatement()) {
        create.execute("CREATE DATABASE " + name);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot create the database " + name, e);
    }
  }

  /** A connection to one of the databases. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), USER, setup.password());
  }

  /** JDBC URL of a database. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(setup.port(), database);
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return setup.port();
  }

  /** Number of the server's first process, 0 while it is down. */
  public long pid() {
    return server.pid();
  }

  /** How often the server was started again. */
  public int restarts() {
    return server.restarts();
  }

  /** Ends the server: fast, and after half a minute at once. */
  @Override
  public void close() {
    server.close();
  }

  private static void rotate(Path log) {
    try {
      Files.createDirectories(log.getParent());
      if (Files.exists(log) && Files.size(log) > LARGEST_LOG_BYTES) {
        Files.move(
            log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()))
          + "\nMore in "
          + log;
    } catch (IOException e) {
      return "See " + log;
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> content = Files.walk(root)) {
      for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
