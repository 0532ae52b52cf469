package io.kundenwert.local.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {

  @TempDir Path temp;

  @Test
  void onlyTheOwnerMayReadThem() throws IOException {
    Path folder = temp.resolve("secrets");
    Secrets.in(folder);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    List<Path> files;
    try (Stream<Path> content = Files.list(folder)) {
      files = content.toList();
    }
    assertThat(files).hasSize(5);
    for (Path file : files) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as(file.toString())
          .isEqualTo("rw-------");
    }
  }

  @Test
  void stayTheSameBetweenRuns() throws IOException {
    Secrets first = Secrets.in(temp);
    Secrets second = Secrets.in(temp);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void differBetweenInstallations() {
    Secrets one = Secrets.in(temp.resolve("one"));
    Secrets other = Secrets.in(temp.resolve("other"));
    assertThat(one.apiKey()).startsWith("kw_").hasSizeGreaterThan(30).isNotEqualTo(other.apiKey());
    assertThat(one.databasePassword()).isNotEqualTo(other.databasePassword());
    assertThat(one.gatewaySecret()).hasSizeGreaterThan(30).isNotEqualTo(other.gatewaySecret());
    assertThat(one.masterKeys()).isNotEqualTo(other.masterKeys());
    assertThat(one.demoPassword()).isNotEqualTo(other.demoPassword());
    assertThat(one.toString()).doesNotContain(one.apiKey(), one.masterKeys());
  }

  @Test
  void masterKeyHas256BitsAndAName() {
    String[] parts = Secrets.in(temp).masterKeys().split(":", 2);
    assertThat(parts[0]).isEqualTo("1");
    assertThat(Base64.getDecoder().decode(parts[1])).hasSize(32);
  }

  @Test
  void demoPasswordCanBeReadOut() {
    assertThat(Secrets.in(temp).demoPassword()).matches("([a-z]{4}-){4}[a-z]{4}");
  }

  @Test
  void removesTheSigningKeyOfEarlierVersionsAndKeepsTheApiKey() throws IOException {
    Path old = Files.writeString(temp.resolve("signing-key.pem"), "old");
    Files.writeString(temp.resolve("api-key"), "kw_kept\n");
    assertThat(Secrets.in(temp).apiKey()).isEqualTo("kw_kept");
    assertThat(old).doesNotExist();
  }
}
