package io.kundenwert.imports.conversion;

import io.kundenwert.imports.mapping.HeaderSynonyms;
import io.kundenwert.imports.mapping.MappingProposer;
import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.reading.Row;
import io.kundenwert.imports.reading.TableFiles;
import io.kundenwert.imports.reading.TableReader;
import io.kundenwert.imports.reading.TextFile;
import io.kundenwert.imports.reading.csv.CsvFiles;
import io.kundenwert.imports.reading.profile.FileProfile;
import io.kundenwert.imports.reading.profile.FileProfiler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/**
 * Measures what reading costs on one core: a German Excel export of eight columns, made from a
 * seed. Run the main method; nothing is asserted, since machines differ.
 */
final class ReadingBenchmark {
  private static final int ROWS = 500_000;
  private static final int ROUNDS = 5;

  private ReadingBenchmark() {}

  /** Prints rows per second of each step. */
  public static void main(String[] arguments) throws IOException {
    FileContent file = TextFile.of(text(), Charset.forName("windows-1252"));
    TableFiles files = new CsvFiles(HeaderSynonyms::isKnown);
    FileProfile profile = new FileProfiler(files).whole(file, FormatOverrides.NONE);
    ReadingPlan plan =
        Objects.requireNonNull(
            new Planner()
                .review(
                    profile,
                    new MappingProposer().propose(profile).mapping(),
                    new ReadingContext(
                        "EUR", ZoneId.of("Europe/Berlin"), LocalDate.of(2026, 11, 22)))
                .plan());
    for (int round = 0; round < ROUNDS; round++) {
      measure("profile", () -> new FileProfiler(files).whole(file, FormatOverrides.NONE).rows());
      measure("read", () -> read(files, file, plan));
      measure("read and convert", () -> convert(files, file, plan));
      measure("skip", () -> skip(files, file, plan));
    }
  }

  private static long read(TableFiles files, FileContent file, ReadingPlan plan)
      throws IOException {
    long rows = 0;
    try (TableReader reader = files.open(file, plan.format())) {
      while (reader.next() != null) {
        rows++;
      }
    }
    return rows;
  }

  private static long convert(TableFiles files, FileContent file, ReadingPlan plan)
      throws IOException {
    RowConverter converter = RowConverter.of(plan);
    long accepted = 0;
    try (TableReader reader = files.open(file, plan.format())) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        accepted += converter.convert(row) instanceof Conversion.Accepted ? 1 : 0;
      }
    }
    return accepted;
  }

  private static long skip(TableFiles files, FileContent file, ReadingPlan plan)
      throws IOException {
    try (TableReader reader = files.open(file, plan.format())) {
      return reader.skip(Long.MAX_VALUE);
    }
  }

  private static void measure(String what, Step step) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long startBusy = threads.getCurrentThreadCpuTime();
    long rows = step.run();
    double busy = (threads.getCurrentThreadCpuTime() - startBusy) / 1e9;
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-18s %,10.0f rows/s, %,10.0f rows per second of processor time%n",
        what,
        rows / seconds,
        rows / busy);
  }

  private static String text() {
    Random random = new Random(42);
    StringBuilder text = new StringBuilder();
    text.append(
        "Kunden-Nr.;Vorname;Nachname;E-Mail;Land;Erste Zahlung;Letzte Zahlung;Gesamtumsatz\r\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i + 10_000)
          .append(";Jörg;\"Müller, Dr.\";kunde")
          .append(random.nextInt(ROWS))
          .append("@example.com;Deutschland;")
          .append("%02d.03.2021;%02d.12.2024;".formatted(1 + i % 28, 1 + i % 27))
          .append("%d.%03d,%02d €\r\n".formatted(1 + i % 9, i % 1_000, i % 100));
    }
    return text.toString();
  }

  private interface Step {
    long run() throws IOException;
  }
}
