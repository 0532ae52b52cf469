package io.kundenwert.local.launch;

import io.kundenwert.local.installation.CannotStart;
import io.kundenwert.local.installation.DataFolder;
import io.kundenwert.local.installation.LogFiles;
import io.kundenwert.local.installation.Ports;
import io.kundenwert.local.installation.RunFile;
import io.kundenwert.local.installation.Secrets;
import io.kundenwert.local.kafka.KafkaBroker;
import io.kundenwert.local.kafka.KafkaProcess;
import io.kundenwert.local.mail.MailSink;
import io.kundenwert.local.postgres.PostgresServer;
import io.kundenwert.local.process.Signals;
import io.kundenwert.local.process.Supervised;
import io.kundenwert.local.process.Supervised.EndSignal;
import io.kundenwert.local.services.JvmCommand;
import io.kundenwert.local.services.OneJvm;
import io.kundenwert.local.services.ProcessPerService;
import io.kundenwert.local.services.ServiceConfiguration;
import io.kundenwert.local.services.ServiceDefinition;
import io.kundenwert.local.services.Services;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running installation. Database and broker start side by side, then all services; the end runs
 * in the reverse order. What runs stands in the data folder's {@link RunFile} all the while.
 */
public final class Launcher implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Launcher.class);

  /** The demo account that team-service makes. */
  public static final String DEMO_EMAIL = "demo@kundenwert.example";

  /** The demo team that team-service makes. */
  public static final UUID DEMO_TEAM = UUID.fromString("01990000-0000-7000-8000-000000000002");

  /** Its first product. */
  public static final UUID DEMO_PRODUCT = UUID.fromString("01990000-0000-7000-8000-000000000003");

  private static final Duration READY_PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(50);

  private final LaunchSettings settings;
  private final Progress progress;
  private final Instant startedAt;
  private final long startedNanos;
  private final DataFolder data;
  private final Secrets secrets;
  private final Path logs;
  private final Path control;
  private final ServiceConfiguration configuration;
  private final int kafkaPort;
  private final int kafkaControllerPort;
  private final int mailboxPort;
  private final JvmCommand jvm;
  private final PostgresServer.Setup postgresSetup;
  private final Object closing = new Object();
  private final Deque<Runnable> ends = new ArrayDeque<>();

  private volatile String state = RunFile.STARTING;
  private volatile @Nullable Long readyAfterMillis;
  private volatile @Nullable PostgresServer postgres;
  private volatile @Nullable Supervised kafkaProcess;
  private volatile @Nullable Services services;

  private Launcher(LaunchSettings settings, Progress progress, Clock clock, DataFolder data) {
    this.settings = settings;
    this.progress = progress;
    this.startedAt = clock.instant();
    this.startedNanos = System.nanoTime();
    this.data = data;
    this.logs = data.folder("logs");
    this.control = data.folder("control");
    this.secrets = Secrets.in(data.root().resolve("secrets"));
    Ports ports = new Ports(RandomGenerator.getDefault());
    this.kafkaPort = ports.free();
    this.kafkaControllerPort = ports.free();
    int postgresPort = ports.free();
    Map<ServiceDefinition, Integer> servicePorts = new EnumMap<>(ServiceDefinition.class);
    for (ServiceDefinition service : ServiceDefinition.values()) {
      servicePorts.put(
          service, service == ServiceDefinition.GATEWAY ? settings.port() : ports.free());
    }
    this.configuration =
        new ServiceConfiguration(
            settings.publicUrl().isEmpty() ? settings.localUrl() : settings.publicUrl(),
            settings.listen(),
            servicePorts,
            "jdbc:postgresql://127.0.0.1:" + postgresPort + "/",
            "127.0.0.1:" + kafkaPort,
            secrets,
            ports.free(),
            data.folder("uploads"),
            settings.restored());
    this.mailboxPort = ports.free();
    this.jvm = new JvmCommand(settings.heap(), settings.heaps(), settings.jvmOptions());
    this.postgresSetup =
        new PostgresServer.Setup(
            data.folder("postgres").resolve("18"),
            data.folder("cache"),
            logs.resolve("postgresql.log"),
            control.resolve("postgresql.hold"),
            postgresPort,
            secrets.databasePassword(),
            settings.postgresSettings());
  }

  /**
   * Starts everything and returns when all services say that they are ready.
   *
   * @param clock source of the start time
   * @throws CannotStart with words for the person who started it; nothing is left running then
   */
  public static Launcher start(LaunchSettings settings, Progress progress, Clock clock) {
    DataFolder data = DataFolder.open(settings.data());
    Launcher launcher;
    try {
      Ports.requireFree(settings.listen(), settings.port());
      LogFiles.use(data.folder("logs"), "launcher");
      RunFile.read(data.root()).ifPresent(old -> launcherDied(old, progress));
      launcher = new Launcher(settings, progress, clock, data);
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
    launcher.ends.push(data::close);
    launcher.ends.push(() -> RunFile.remove(data.root()));
    Thread hook = new Thread(launcher::close, "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      launcher.start();
      return launcher;
    } catch (RuntimeException e) {
      log.error("The installation did not start", e);
      launcher.close();
      throw e;
    }
  }

  /** The description of a run is removed at its orderly end: one that is there was left over. */
  private static void launcherDied(RunFile old, Progress progress) {
    progress.note(
        "The previous run (process %d) was ended hard; its data is recovered by itself."
            .formatted(old.pid()));
    awaitServiceProcesses(old);
  }

  /** Service processes see the end of their launcher and end too; until then they hold ports. */
  private static void awaitServiceProcesses(RunFile old) {
    List<Long> pids = new ArrayList<>();
    pids.add(old.kafka().pid());
    old.services().forEach(service -> pids.add(service.pid()));
    for (long pid : pids) {
      ProcessHandle.of(pid)
          .filter(process -> pid != old.pid() && isOurs(process))
          .ifPresent(
              process ->
                  Signals.end(process, List.of(new EndSignal("TERM", Duration.ofSeconds(10)))));
    }
  }

  private static boolean isOurs(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .contains("io.kundenwert.local");
    } catch (IOException e) {
      return false;
    }
  }

  private void start() {
    write();
    CompletableFuture<Void> database =
        CompletableFuture.runAsync(this::startPostgres, Launcher::on);
    CompletableFuture<Void> broker = CompletableFuture.runAsync(this::startKafka, Launcher::on);
    try {
      CompletableFuture.allOf(database, broker).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
    MailSink mails =
        MailSink.start(
            configuration.smtpPort(), mailboxPort, data.folder("mails"), Clock.systemUTC());
    push(mails::close);
    startServices();
    awaitReady();
    readyAfterMillis = elapsedMillis();
    state = RunFile.READY;
    write();
  }

  private static void on(Runnable task) {
    Thread.ofPlatform().name("engine").start(task);
  }

  private void startPostgres() {
    boolean fresh = !Files.exists(postgresSetup.cluster());
    PostgresServer.leftOver(postgresSetup.cluster())
        .ifPresent(
            process ->
                progress.note(
                    "PostgreSQL of the previous run (process %d) is still running; ending it first."
                        .formatted(process.pid())));
    PostgresServer started = PostgresServer.start(postgresSetup, this::write);
    postgres = started;
    push(started::close);
    for (ServiceDefinition service : ServiceDefinition.values()) {
      String name = service.database();
      if (name != null) {
        started.createDatabase(name);
      }
    }
    progress.done(fresh ? "PostgreSQL (new database)" : "PostgreSQL", elapsedMillis());
    write();
  }

  private void startKafka() {
    Path folder = data.root().resolve("kafka");
    boolean fresh = !Files.exists(folder);
    if (settings.processes()) {
      Supervised process =
          new Supervised(
              new Supervised.Spec(
                  "kafka",
                  jvm.of(
                      "kafka",
                      KafkaProcess.class,
                      List.of(
                          folder.toString(),
                          Integer.toString(kafkaPort),
                          Integer.toString(kafkaControllerPort),
                          logs.toString())),
                  Map.of(),
                  logs.resolve("kafka.out"),
                  control.resolve("kafka.hold"),
                  List.of(new EndSignal("TERM", Duration.ofSeconds(30)))),
              () -> {},
              this::write);
      kafkaProcess = process;
      push(process::close);
      process.start();
      awaitListening(kafkaPort);
    } else {
      LogFiles.as(
          "kafka",
          () -> {
            KafkaBroker broker = KafkaBroker.start(folder, kafkaPort, kafkaControllerPort);
            push(() -> LogFiles.as("kafka", broker::close));
          });
    }
    progress.done(fresh ? "Kafka (new log)" : "Kafka", elapsedMillis());
    write();
  }

  private void startServices() {
    if (settings.processes()) {
      ProcessPerService processes =
          ProcessPerService.start(
              settings.services(), configuration, jvm, logs, control, this::write);
      services = processes;
      push(processes::close);
    } else {
      OneJvm contexts =
          OneJvm.start(
              settings.services(),
              configuration,
              service -> log.info("{} is up after {} ms", service.serviceName(), elapsedMillis()));
      services = contexts;
      push(contexts::close);
    }
    write();
  }

  private void awaitReady() {
    List<ServiceDefinition> missing = new ArrayList<>(settings.services());
    try (Health health = new Health()) {
      await(
          READY_PATIENCE,
          () -> {
            missing.removeIf(service -> health.isReady(configuration.url(service)));
            return missing.isEmpty();
          },
          () ->
              "%s did not become ready within %d s. Their log files are in %s"
                  .formatted(
                      String.join(
                          ", ", missing.stream().map(ServiceDefinition::serviceName).toList()),
                      READY_PATIENCE.toSeconds(),
                      logs));
    }
    progress.done(settings.services().size() + " services", elapsedMillis());
  }

  private static void awaitListening(int port) {
    await(
        READY_PATIENCE,
        () -> {
          try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
          } catch (IOException e) {
            return false;
          }
        },
        () -> "Kafka did not start within %d s.".formatted(READY_PATIENCE.toSeconds()));
  }

  private static void await(
      Duration patience, BooleanSupplier condition, Supplier<String> complaint) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new CannotStart(complaint.get());
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CannotStart("Interrupted while waiting.", e);
      }
    }
  }

  private long elapsedMillis() {
    return Duration.ofNanos(System.nanoTime() - startedNanos).toMillis();
  }

  private void push(Runnable end) {
    synchronized (ends) {
      ends.push(end);
    }
  }

  private synchronized void write() {
    describe().write(data.root());
  }

  /** What runs now. */
  public RunFile describe() {
    long self = ProcessHandle.current().pid();
    PostgresServer database = postgres;
    Supervised broker = kafkaProcess;
    Services running = services;
    return new RunFile(
        state,
        settings.processes() ? RunFile.PROCESSES : RunFile.ONE_JVM,
        self,
        startedAt,
        readyAfterMillis,
        settings.localUrl(),
        "http://localhost:" + mailboxPort,
        secrets.apiKey(),
        new RunFile.Login(DEMO_EMAIL, secrets.demoPassword()),
        DEMO_TEAM,
        DEMO_PRODUCT,
        new RunFile.Postgres(
            database == null ? 0 : database.pid(),
            postgresSetup.port(),
            PostgresServer.USER,
            secrets.databasePassword(),
            database == null ? 0 : database.restarts()),
        new RunFile.Kafka(
            broker == null ? (settings.processes() ? 0 : self) : broker.pid(),
            configuration.kafka(),
            broker == null ? 0 : broker.restarts()),
        settings.services().stream().sorted().map(service -> describe(service, running)).toList());
  }

  private RunFile.Service describe(ServiceDefinition service, @Nullable Services running) {
    String database = service.database();
    return new RunFile.Service(
        service.serviceName(),
        running == null ? 0 : running.pid(service),
        configuration.port(service),
        configuration.url(service),
        database == null ? null : configuration.databaseServer() + database,
        running == null ? 0 : running.restarts(service));
  }

  /** Ends everything in order. Does nothing the second time. */
  @Override
  public void close() {
    synchronized (closing) {
      endAll();
    }
  }

  private void endAll() {
    if (!RunFile.STOPPING.equals(state)) {
      state = RunFile.STOPPING;
      write();
    }
    while (true) {
      Runnable end;
      synchronized (ends) {
        end = ends.poll();
      }
      if (end == null) {
        return;
      }
      try {
        end.run();
      } catch (RuntimeException e) {
        log.error("A part did not end in order", e);
      }
    }
  }
}
