package io.kundenwert.local.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTests {

  @TempDir Path temp;

  @Test
  void isReadAsItWasWritten() {
    RunFile run = aRun(ProcessHandle.current().pid(), Instant.parse("2026-11-22T03:00:00Z"));
    run.write(temp);
    assertThat(RunFile.read(temp)).contains(run);
  }

  @Test
  void onlyTheOwnerMayReadIt() throws IOException {
    aRun(1, Instant.EPOCH).write(temp);
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("run.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void cutOffFileCountsAsNone() throws IOException {
    aRun(1, Instant.EPOCH).write(temp);
    Path file = temp.resolve("run.json");
    Files.writeString(file, Files.readString(file).substring(0, 40));
    assertThat(RunFile.read(temp)).isEmpty();
  }

  @Test
  void isGoneAfterRemoval() {
    aRun(1, Instant.EPOCH).write(temp);
    RunFile.remove(temp);
    assertThat(RunFile.read(temp)).isEmpty();
  }

  @Test
  void launcherLivesOnlyIfTheProcessIsOlderThanTheRun() {
    long self = ProcessHandle.current().pid();
    Instant selfStarted = ProcessHandle.current().info().startInstant().orElseThrow();
    assertThat(aRun(self, selfStarted.plusSeconds(1)).launcherLives()).isTrue();
    assertThat(aRun(self, selfStarted.minusSeconds(600)).launcherLives())
        .as("the number was given to another process meanwhile")
        .isFalse();
    assertThat(aRun(4_194_304, selfStarted).launcherLives()).isFalse();
  }

  private static RunFile aRun(long pid, Instant startedAt) {
    return new RunFile(
        RunFile.READY,
        RunFile.PROCESSES,
        pid,
        startedAt,
        8_600L,
        "http://localhost:8080",
        "http://localhost:20004",
        "kw_x",
        new RunFile.Login("demo@kundenwert.example", "rubo-mife"),
        UUID.fromString("01990000-0000-7000-8000-000000000002"),
        UUID.fromString("01990000-0000-7000-8000-000000000003"),
        new RunFile.Postgres(11, 20_001, "kundenwert", "secret", 0),
        new RunFile.Kafka(12, "127.0.0.1:20002", 1),
        List.of(
            new RunFile.Service(
                "customer-service",
                13,
                20_003,
                "http://127.0.0.1:20003",
                "jdbc:postgresql://127.0.0.1:20001/kundenwert_customer",
                2),
            new RunFile.Service("gateway", 14, 8080, "http://127.0.0.1:8080", null, 0)));
  }
}
