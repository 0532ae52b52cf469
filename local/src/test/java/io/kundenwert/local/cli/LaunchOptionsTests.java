package io.kundenwert.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kundenwert.local.launch.LaunchSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class LaunchOptionsTests {

  @Test
  void defaultsAreOneJvmOnPort8080OfThisMachineOnly() {
    LaunchSettings settings = parse();
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.listen()).isEqualTo("127.0.0.1");
    assertThat(settings.publicUrl()).isEmpty();
    assertThat(settings.processes()).isFalse();
    assertThat(settings.heap()).isEqualTo("256m");
    assertThat(settings.data().isAbsolute()).isTrue();
    assertThat(settings.data().getFileName()).hasToString("data");
  }

  @Test
  void everythingCanBeChosen() {
    LaunchSettings settings =
        parse(
            "--data=/tmp/elsewhere",
            "--port=9090",
            "--listen=0.0.0.0",
            "--public-url=https://kundenwert.example",
            "--processes",
            "--heap=512m",
            "--heap-of=gateway=64m",
            "--jvm-option=-XX:+HeapDumpOnOutOfMemoryError",
            "--postgres-setting=shared_buffers=1GB");
    assertThat(settings.data()).isEqualTo(Path.of("/tmp/elsewhere"));
    assertThat(settings.port()).isEqualTo(9090);
    assertThat(settings.listen()).isEqualTo("0.0.0.0");
    assertThat(settings.publicUrl()).isEqualTo("https://kundenwert.example");
    assertThat(settings.localUrl()).isEqualTo("http://localhost:9090");
    assertThat(settings.processes()).isTrue();
    assertThat(settings.heap()).isEqualTo("512m");
    assertThat(settings.heaps()).containsEntry("gateway", "64m");
    assertThat(settings.jvmOptions()).containsExactly("-XX:+HeapDumpOnOutOfMemoryError");
    assertThat(settings.postgresSettings()).containsEntry("shared_buffers", "1GB");
  }

  @Test
  void impossiblePortIsRefused() {
    assertThatThrownBy(() -> parse("--port=70000"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("The port must be between 1 and 65535, not 70000.");
    assertThat(parse("--port=65535").port()).isEqualTo(65_535);
  }

  @Test
  void publicAddressIsASchemeAndAHost() {
    for (String wrong : List.of("kundenwert.example", "https://x.example/", "ftp://x.example")) {
      assertThatThrownBy(() -> parse("--public-url=" + wrong))
          .as(wrong)
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("https://kundenwert.example");
    }
  }

  @Test
  void heapWithoutUnitIsRefused() {
    assertThatThrownBy(() -> parse("--heap=256"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("256m");
  }

  private static LaunchSettings parse(String... arguments) {
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(arguments);
    return holder.options.settings();
  }

  @Command(name = "holder")
  private static final class Holder {
    @Mixin private final LaunchOptions options = new LaunchOptions();
  }
}
