package io.kundenwert.local.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;

/**
 * Rows of a customer export, the same for the same seed. In the first file 60 % of the rows name a
 * new person and the others one named before, anywhere in the file; the second file has the same
 * addresses in the same order, other amounts, and another name for one person in twenty.
 *
 * @param rows number of rows
 * @param seed what decides every value
 * @param second whether it is the second file
 */
public record CustomersFile(int rows, long seed, boolean second) {
  private static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);
  private static final String[] FIRST_NAMES = {
    "Anna", "Jörg", "Käthe", "Max", "Lena", "Paul", "Mia", "Ben", "Emma", "Jonas", "Sophie", "Tim",
    "Clara", "Felix", "Ida", "Oskar", "Greta", "Emil", "Frieda", "Anton", "Marlene", "Theo", "Lotte"
  };
  private static final String[] LAST_NAMES = {
    "Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Schulz",
    "Hoffmann", "Schäfer", "Koch", "Bauer", "Richter", "Klein", "Wolf", "Schröder", "Neumann",
    "Schwarz", "Zimmermann", "Braun", "Krüger", "Hofmann", "Hartmann", "Lange", "Schmitt", "Werner",
    "Krause", "Meier", "Lehmann"
  };

  /** A row; amounts in cents. */
  public record Row(
      long number,
      String email,
      String name,
      String company,
      long gross,
      long refunded,
      int payments,
      LocalDate first,
      LocalDate last) {}

  /** What takes the rows one by one. */
  public interface Sink {
    /** Takes one. */
    void take(Row row) throws IOException;
  }

  /** Gives the rows in the order of the file. */
  public void forEach(Sink sink) throws IOException {
    // The people of both files come from the same numbers; amounts differ.
    Random people = new Random(seed);
    Random amounts = new Random(seed + (second ? 1 : 0));
    int known = 0;
    for (long number = 1; number <= rows; number++) {
      int person = known == 0 || people.nextInt(10) < 6 ? known++ : people.nextInt(known);
      LocalDate first = FIRST_DAY.plusDays(amounts.nextInt(1500));
      sink.take(
          new Row(
              number,
              "person%d@shop%d.example".formatted(person, person % 997),
              name(person),
              "Firma " + person % 5000,
              amounts.nextLong(200_000),
              amounts.nextInt(10) == 0 ? amounts.nextLong(5_000) : 0,
              1 + amounts.nextInt(9),
              first,
              first.plusDays(amounts.nextInt(700))));
    }
  }

  private String name(int person) {
    int mixed = (int) (person * 2_654_435_761L >>> 8);
    String first = FIRST_NAMES[Math.floorMod(mixed, FIRST_NAMES.length)];
    String last = LAST_NAMES[Math.floorMod(mixed / 31, LAST_NAMES.length)];
    return first + " " + last + (second && person % 20 == 0 ? "-Neu" : "");
  }

  /** Writes the file as a German tool would export it, in UTF-8. */
  public void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "E-Mail;Name;Firma;Gesamtausgaben;Rückerstattungsvolumen;Zahlungsanzahl;"
              + "Erstes Zahlungsdatum;Letztes Zahlungsdatum\r\n");
      StringBuilder line = new StringBuilder(200);
      forEach(
          row -> {
            line.setLength(0);
            line.append(row.email()).append(';').append(row.name()).append(';');
            line.append(row.company()).append(';');
            amount(line, row.gross()).append(';');
            amount(line, row.refunded()).append(';');
            line.append(row.payments()).append(';');
            date(line, row.first()).append(';');
            date(line, row.last()).append("\r\n");
            out.append(line);
          });
    }
  }

  private static StringBuilder amount(StringBuilder line, long cents) {
    line.append(cents / 100).append(',');
    return cents % 100 < 10 ? line.append('0').append(cents % 100) : line.append(cents % 100);
  }

  private static StringBuilder date(StringBuilder line, LocalDate date) {
    if (date.getDayOfMonth() < 10) {
      line.append('0');
    }
    line.append(date.getDayOfMonth()).append('.');
    if (date.getMonthValue() < 10) {
      line.append('0');
    }
    return line.append(date.getMonthValue()).append('.').append(date.getYear());
  }
}
