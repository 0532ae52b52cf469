package io.kundenwert.local.samples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One row for each payment, with the payment's id, in UTF-8 with a byte order mark. Some payments
 * stand in it twice, as when two exports overlap: they count once.
 */
final class SinglePayments {

  static final String NAME = "einzelzahlungen.csv";

  private static final int[] CENTS = {2_900, 4_900, 7_900, 9_900, 14_900, 24_900};

  private SinglePayments() {}

  static SampleFile generate(List<Person> people, long seed) {
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    for (Person person : people) {
      for (int i = 0; i < person.payments(); i++) {
        rows.add(row(person, i, random));
      }
    }
    Collections.shuffle(rows, random);
    for (int i = 0; i < 12; i++) {
      rows.add(rows.get(random.nextInt(rows.size())));
    }
    String text =
        "\uFEFFTransaktions-ID;Datum;Name;E-Mail;Betrag;Währung;Erstattet;Gebühr;Status\r\n"
            + String.join("\r\n", rows)
            + "\r\n";
    return new SampleFile(
        NAME,
        text.getBytes(StandardCharsets.UTF_8),
        rows.size(),
        "Single payments with ids: UTF-8 with byte order mark, `;`; some rows twice, some failed");
  }

  private static String row(Person person, int payment, Random random) {
    int cents = CENTS[random.nextInt(CENTS.length)];
    int fate = random.nextInt(20);
    boolean failed = fate == 0;
    boolean refunded = fate == 1;
    long days = Math.max(1, person.last().toEpochDay() - person.first().toEpochDay());
    return String.join(
        ";",
        "ZA-%05d-%02d".formatted(person.number(), payment + 1),
        "%s %02d:%02d"
            .formatted(
                GermanExcel.DAY.format(
                    person.first().plusDays(payment == 0 ? 0 : random.nextLong(days))),
                8 + random.nextInt(12),
                random.nextInt(60)),
        person.name(),
        person.email(),
        plain(cents),
        "EUR",
        refunded ? plain(cents) : "0,00",
        failed ? "0,00" : plain(25 + cents * 15L / 1_000),
        failed ? "fehlgeschlagen" : refunded ? "erstattet" : "bezahlt");
  }

  private static String plain(long cents) {
    return "%d,%02d".formatted(cents / 100, cents % 100);
  }
}
