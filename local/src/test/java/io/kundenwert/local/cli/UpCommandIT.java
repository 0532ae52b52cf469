package io.kundenwert.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.local.installation.Ports;
import io.kundenwert.local.installation.RunFile;
import io.kundenwert.local.postgres.PostgresServer;
import io.kundenwert.local.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own, with database and broker and without the services. */
class UpCommandIT {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path temp;

  private final Ports ports = new Ports(new Random());
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
    PostgresServer.leftOver(temp.resolve("data/postgres/18"))
        .ifPresent(process -> Signals.send(process.pid(), "QUIT"));
  }

  @Test
  void refusesASecondStartWithTheWayOutAndEndsInOrderWhenAsked() throws Exception {
    Process launcher = up();
    RunFile run = awaitReady();
    assertThat(output()).contains("PostgreSQL (new database)").contains("Kafka (new log)");
    Process second = command("up", "--only", "none", "--port", Integer.toString(ports.free()));
    assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(70);
    assertThat(output())
        .contains("already running on " + data() + " (process " + run.pid())
        .contains("./kundenwert down");
    assertThat(ProcessHandle.of(run.pid()).filter(ProcessHandle::isAlive)).isPresent();
    launcher.destroy();
    assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(RunFile.read(data())).isEmpty();
    assertThat(ProcessHandle.of(run.postgres().pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void recoversAfterTheLauncherWasKilledAndDownEndsWhatOneLeft() throws Exception {
    Process killed = up();
    RunFile before = awaitReady();
    sql(before, "CREATE TABLE kept (value text)");
    Signals.send(killed.pid(), "KILL");
    assertThat(killed.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ProcessHandle.of(before.postgres().pid()).filter(ProcessHandle::isAlive))
        .as("PostgreSQL cannot know that its launcher is gone")
        .isPresent();

    Process launcher = up();
    RunFile after = awaitReady(launcher);
    assertThat(output())
        .contains("was ended hard")
        .contains("PostgreSQL of the previous run (process " + before.postgres().pid());
    sql(after, "INSERT INTO kept VALUES ('still there')");

    Signals.send(launcher.pid(), "KILL");
    assertThat(launcher.waitFor(10, TimeUnit.SECONDS)).isTrue();
    Process down = command("down");
    assertThat(down.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output()).contains("Ended what a previous run had left");
    assertThat(ProcessHandle.of(after.postgres().pid()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void brokerIsAProcessOfItsOwnThatEndsWithAKilledLauncher() throws Exception {
    Process killed = up("--processes");
    RunFile run = awaitReady();
    assertThat(run.kafka().pid()).isNotZero().isNotEqualTo(run.pid());
    Signals.send(run.kafka().pid(), "KILL");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                RunFile.read(data())
                    .filter(now -> now.kafka().pid() != 0)
                    .filter(now -> now.kafka().pid() != run.kafka().pid())
                    .isPresent());
    RunFile again = RunFile.read(data()).orElseThrow();
    assertThat(again.kafka().restarts()).isEqualTo(1);
    Signals.send(killed.pid(), "KILL");
    await()
        .atMost(PATIENCE)
        .until(
            () -> ProcessHandle.of(again.kafka().pid()).filter(ProcessHandle::isAlive).isEmpty());
  }

  private Process up(String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("up", "--only", "none", "--port", "" + ports.free()));
    arguments.addAll(List.of(options));
    return command(arguments.toArray(String[]::new));
  }

  private Process command(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Kundenwert.class.getName()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--data", data().toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(temp.resolve("output").toFile()))
            .start();
    started.add(process);
    return process;
  }

  private Path data() {
    return temp.resolve("data");
  }

  private String output() throws IOException {
    return Files.readString(temp.resolve("output"));
  }

  private RunFile awaitReady() {
    return awaitReady(started.getLast());
  }

  private RunFile awaitReady(Process launcher) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                RunFile.read(data())
                    .filter(run -> run.pid() == launcher.pid())
                    .filter(run -> run.state().equals(RunFile.READY))
                    .isPresent());
    return RunFile.read(data()).orElseThrow();
  }

  private static void sql(RunFile run, String statement) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + run.postgres().port() + "/kundenwert_customer",
                run.postgres().user(),
                run.postgres().password());
        Statement execution = connection.createStatement()) {
      execution.execute(statement);
    }
  }
}
