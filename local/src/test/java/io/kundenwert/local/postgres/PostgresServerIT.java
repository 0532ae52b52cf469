package io.kundenwert.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kundenwert.local.installation.Ports;
import io.kundenwert.local.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temp;

  @Test
  void keepsItsDataThroughAnOrderlyEnd() throws SQLException {
    try (PostgresServer server = start()) {
      write(server, "orderly");
    }
    try (PostgresServer server = start()) {
      assertThat(read(server)).isEqualTo("orderly");
      assertThat(server.restarts()).isZero();
    }
  }

  @Test
  void isStartedAgainWithItsDataWhenItIsKilled() throws SQLException {
    try (PostgresServer server = start()) {
      write(server, "killed");
      long first = server.pid();
      Signals.send(first, "KILL");
      await().atMost(PATIENCE).until(() -> server.restarts() > 0 && isReadable(server));
      assertThat(server.pid()).isNotEqualTo(first).isNotZero();
      assertThat(read(server)).isEqualTo("killed");
    }
  }

  @Test
  void recoversWhenLauncherAndServerWereKilled() throws SQLException, IOException {
    PostgresServer lost = start();
    write(lost, "stray lock file");
    Files.writeString(temp.resolve("hold"), "");
    long pid = lost.pid();
    Signals.send(pid, "KILL");
    await().atMost(PATIENCE).until(() -> lost.pid() == 0);
    assertThat(temp.resolve("cluster/postmaster.pid")).exists();
    lost.close();
    Files.delete(temp.resolve("hold"));
    try (PostgresServer server = start()) {
      assertThat(read(server)).isEqualTo("stray lock file");
    }
  }

  @Test
  void recoversWhenTheNumberInTheLockFileNowBelongsToAnotherProgram()
      throws SQLException, IOException {
    try (PostgresServer server = start()) {
      write(server, "recycled number");
    }
    List<String> lockFile =
        List.of(
            Long.toString(ProcessHandle.current().pid()),
            temp.resolve("cluster").toString(),
            "1700000000",
            "5432",
            "",
            "127.0.0.1",
            "",
            "ready");
    Files.write(temp.resolve("cluster/postmaster.pid"), lockFile);
    try (PostgresServer server = start()) {
      assertThat(read(server)).isEqualTo("recycled number");
    }
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void endsAServerThatAKilledLauncherLeftRunning() throws SQLException, IOException {
    PostgresServer left = start();
    write(left, "left running");
    long pid = left.pid();
    // Its own launcher shall not bring it back.
    Files.writeString(temp.resolve("hold"), "");
    assertThat(PostgresServer.leftOver(temp.resolve("cluster")))
        .map(ProcessHandle::pid)
        .contains(pid);
    try (PostgresServer server = start()) {
      assertThat(server.pid()).isNotEqualTo(pid);
      assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
      assertThat(read(server)).isEqualTo("left running");
    }
    left.close();
  }

  @Test
  void startsOverAfterAnInterruptedInitialisation() throws SQLException, IOException {
    Files.createDirectories(temp.resolve("cluster.new/base"));
    Files.writeString(temp.resolve("cluster.new/PG_VERSION"), "18");
    try (PostgresServer server = start()) {
      write(server, "whole");
      assertThat(read(server)).isEqualTo("whole");
    }
  }

  private PostgresServer start() {
    return PostgresServer.start(
        new PostgresServer.Setup(
            temp.resolve("cluster"),
            Path.of("target", "postgres-cache").toAbsolutePath(),
            temp.resolve("postgresql.log"),
            temp.resolve("hold"),
            new Ports(new Random()).free(),
            "secret",
            Map.of("shared_buffers", "16MB")),
        () -> {});
  }

  private static void write(PostgresServer server, String value) throws SQLException {
    server.createDatabase("kundenwert_x");
    server.createDatabase("kundenwert_x");
    try (Connection connection = server.connect("kundenwert_x");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (value text)");
      statement.execute("INSERT INTO kept VALUES ('" + value + "')");
    }
  }

  private static String read(PostgresServer server) throws SQLException {
    try (Connection connection = server.connect("kundenwert_x");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT value FROM kept")) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static boolean isReadable(PostgresServer server) {
    try {
      return !read(server).isEmpty();
    } catch (SQLException e) {
      return false;
    }
  }
}
