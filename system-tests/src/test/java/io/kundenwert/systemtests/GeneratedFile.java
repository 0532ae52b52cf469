package io.kundenwert.systemtests;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;

/**
 * A file of customers from a seed: 60 % of the rows name a new person, the others one that was
 * named before, so that rows of one person are spread over the whole file.
 */
final class GeneratedFile {
  static final String HEADER =
      "E-Mail,Name,Total Spend,Refunds,Payment Count,First Payment,Last Payment,Company";
  private static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);

  private GeneratedFile() {}

  static Path write(Path file, int rows, long seed) {
    Random random = new Random(seed);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(HEADER);
      out.write('\n');
      int people = 0;
      for (int row = 0; row < rows; row++) {
        int person = people == 0 || random.nextInt(10) < 6 ? people++ : random.nextInt(people);
        LocalDate first = FIRST_DAY.plusDays(random.nextInt(1500));
        out.write(
            "person%d@shop%d.example,Person %d,%d.%02d,%d.50,%d,%s,%s,Firm %d\n"
                .formatted(
                    person,
                    person % 97,
                    person,
                    random.nextInt(2000),
                    random.nextInt(100),
                    random.nextInt(3),
                    1 + random.nextInt(9),
                    first,
                    first.plusDays(random.nextInt(700)),
                    person % 500));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return file;
  }

  /** What such a file makes of an empty product. */
  static Expectation expectation(Path file) {
    return Expectation.of(
        file,
        StandardCharsets.UTF_8,
        ',',
        "E-Mail",
        row ->
            new Expectation.Value(
                Expectation.cents(row.get("Total Spend")),
                Expectation.cents(row.get("Refunds")),
                Long.parseLong(row.get("Payment Count")),
                LocalDate.parse(row.get("First Payment")),
                LocalDate.parse(row.get("Last Payment"))));
  }
}
