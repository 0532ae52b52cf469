package io.kundenwert.local.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleFilesTests {

  private static final Path SAMPLES = Path.of("..", "samples");

  @Test
  void committedFilesAreWhatTheGeneratorWrites() throws IOException {
    List<SampleFile> files = SampleFiles.generate();
    if (Boolean.getBoolean("kundenwert.samples.write")) {
      Files.createDirectories(SAMPLES);
      for (SampleFile file : files) {
        Files.write(SAMPLES.resolve(file.name()), file.content());
      }
    }
    assertThat(files).hasSize(6);
    for (SampleFile file : files) {
      assertThat(SAMPLES.resolve(file.name())).as(file.name()).hasBinaryContent(file.content());
    }
  }

  @Test
  void germanExportIsWindows1252WithCommaAmountsAndDuplicates() {
    SampleFile file = GermanExcel.generate(new People(5).invent(400), 1);
    List<String> lines =
        new String(file.content(), Charset.forName("windows-1252")).lines().toList();
    assertThat(lines).hasSize(file.rows() + 1);
    assertThat(lines.getFirst()).contains(";E-Mail;").contains("Rückerstattungen");
    assertThat(new String(file.content(), StandardCharsets.UTF_8)).contains("\uFFFD");
    assertThat(lines.get(1)).matches(".*;[\\d.]+,\\d\\d €;.*");
    List<String> addresses =
        lines.stream()
            .skip(1)
            .map(line -> line.split(";")[4].strip().toLowerCase(Locale.ROOT))
            .filter(address -> !address.isEmpty())
            .toList();
    assertThat(addresses.size() - addresses.stream().collect(Collectors.toSet()).size())
        .isEqualTo(24);
  }

  @Test
  void noTwoInventedPeopleShareAnAddress() {
    List<Person> people = new People(9).invent(2_000);
    assertThat(people).extracting(Person::email).doesNotHaveDuplicates();
    assertThat(people)
        .allSatisfy(
            person -> {
              assertThat(person.email()).matches("[a-z0-9.-]+@[a-z0-9.-]+");
              assertThat(person.last()).isAfterOrEqualTo(person.first());
              assertThat(person.refundCents()).isLessThanOrEqualTo(person.spendCents());
            });
  }
}
