package io.kundenwert.local.samples;

import java.nio.charset.Charset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What German Excel saves as "CSV (Trennzeichen-getrennt)": Windows-1252, semicolons, decimal
 * comma, CRLF. Kept by hand for years: customers that stand in it twice, a few rows that are no
 * use, and a line with the sum at the end.
 */
final class GermanExcel {

  static final String NAME = "kunden-excel.csv";

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT);
  private static final List<String> TAGS =
      List.of("", "", "Stammkunde", "Newsletter, Messe 2025", "Stammkunde, Empfehlung", "Aktion");

  private GermanExcel() {}

  static SampleFile generate(List<Person> people, long seed) {
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    for (Person person : people) {
      rows.add(row(person, random));
    }
    repeatCustomers(rows, people, random);
    spoil(rows);
    rows.add(
        ";Summe;;;;;;" + amount(people.stream().mapToLong(Person::spendCents).sum()) + ";;;;;;");
    String header =
        "Kunden-Nr.;Vorname;Nachname;Firma;E-Mail;Telefon;Land;Gesamtumsatz;Anzahl Zahlungen;"
            + "Erste Zahlung;Letzte Zahlung;Rückerstattungen;Schlagwörter;Newsletter";
    String text = header + "\r\n" + String.join("\r\n", rows) + "\r\n";
    return new SampleFile(
        NAME,
        text.getBytes(WINDOWS_1252),
        rows.size(),
        "German Excel export: Windows-1252, `;`, decimal comma, CRLF; duplicates and bad rows");
  }

  private static String row(Person person, Random random) {
    return String.join(
        ";",
        "K-%05d".formatted(10_000 + person.number()),
        person.firstName(),
        person.lastName(),
        person.company(),
        person.email(),
        person.phone(),
        country(person.country()),
        amount(person.spendCents()),
        Integer.toString(person.payments()),
        DAY.format(person.first()),
        DAY.format(person.last()),
        person.refundCents() == 0 ? "" : amount(person.refundCents()),
        TAGS.get(random.nextInt(TAGS.size())),
        random.nextBoolean() ? "ja" : "nein");
  }

  /** The same person again: another spelling of the address, another order. */
  private static void repeatCustomers(List<String> rows, List<Person> people, Random random) {
    for (int i = 0; i < 24; i++) {
      Person person = people.get(random.nextInt(people.size()));
      String email =
          switch (i % 3) {
            case 0 -> person.email().toUpperCase(Locale.ROOT);
            case 1 -> " " + person.email() + " ";
            default -> person.email();
          };
      long spend = 4_900 + 1_000L * random.nextInt(40);
      String again =
          String.join(
              ";",
              "K-%05d".formatted(20_000 + i),
              person.firstName(),
              person.lastName(),
              "",
              email,
              "",
              country(person.country()),
              amount(spend),
              "1",
              DAY.format(person.last()),
              DAY.format(person.last()),
              "",
              "",
              "");
      rows.add(40 + random.nextInt(rows.size() - 40), again);
    }
  }

  /** Rows that cannot be taken, each for a reason of its own. */
  private static void spoil(List<String> rows) {
    rows.add(
        37,
        "K-30001;Hilde;Ohnemail;;;0170 5550101;Deutschland;129,00 €;1;03.02.2025;03.02.2025;;;");
    rows.add(
        88,
        "K-30002;Bernd;Tippfehler;;bernd.tippfehler(at)example.com;;Deutschland;49,00 €;1;"
            + "11.06.2024;11.06.2024;;;nein");
    rows.add(
        141,
        "K-30003;Clara;Anfrage;;clara.anfrage@example.org;;Österreich;auf Anfrage;1;"
            + "14.08.2025;14.08.2025;;;ja");
    rows.add(
        192,
        "K-30004;Dirk;Februar;;dirk.februar@example.net;;Deutschland;99,00 €;1;31.02.2025;"
            + "01.03.2025;;;nein");
    rows.add(
        243,
        "K-30005;Elke;Zukunft;;elke.zukunft@example.com;;Deutschland;249,00 €;2;15.03.2062;"
            + "15.03.2062;;;ja");
    rows.add(
        294,
        "K-30006;Fritz;Unermesslich;;fritz.unermesslich@example.org;;Schweiz;"
            + "999.999.999.999.999,00 €;3;01.04.2024;01.04.2025;;;nein");
    rows.add(
        345,
        "K-30007;Gerd;Doppelt;;gerd@doppelt@example.com;;Deutschland;79,00 €;1;07.07.2025;"
            + "07.07.2025;;;nein");
  }

  private static String country(String code) {
    return switch (code) {
      case "AT" -> "Österreich";
      case "CH" -> "Schweiz";
      default -> "Deutschland";
    };
  }

  static String amount(long cents) {
    return String.format(Locale.GERMANY, "%,d,%02d €", cents / 100, cents % 100);
  }
}
