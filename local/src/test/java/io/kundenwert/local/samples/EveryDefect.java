package io.kundenwert.local.samples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that goes wrong in files, between good rows: a title above the header, cells with
 * quotes and line breaks, rows that are too short or too long, NUL bytes, huge cells, addresses
 * that are none, amounts that are none. Good rows are {@code Gut Eins} to {@code Gut Neun}, 10.00
 * euros each.
 */
final class EveryDefect {

  static final String NAME = "every-defect.csv";

  private static final int HUGE_CELL = 300_000;

  private final List<String> records = new ArrayList<>();
  private int good;

  private EveryDefect() {}

  static SampleFile generate() {
    EveryDefect file = new EveryDefect();
    file.write();
    String text =
        "Kundenliste Kurse;;;;;\nStand: 31.10.2026;;;;;\n;;;;;\n"
            + "E-Mail;Name;Firma;Gesamtausgaben;Erstes Zahlungsdatum;Notiz\n"
            + String.join("\n", file.records)
            + "\n";
    return new SampleFile(
        NAME,
        text.getBytes(StandardCharsets.UTF_8),
        (int) file.records.stream().filter(record -> !record.isBlank()).count(),
        "Everything that goes wrong in files, between nine good rows");
  }

  private void write() {
    good();
    // Cells that look odd and are right.
    add("zitat@example.com;\"Ute \"\"Uschi\"\" Zitat\";\"Semikolon; GmbH\";10,00;01.02.2025;");
    add("umbruch@example.com;Uli Umbruch;;10,00;01.02.2025;\"erste Zeile\nzweite Zeile\"");
    add("emoji@example.com;Emma 🎉 Emoji;日本語 GmbH;10,00;01.02.2025;שלום");
    add("kontakt@müller-bäckerei.example;Ingo Umlautdomain;;10,00;01.02.2025;");
    add(
        "formel@example.com;\"=HYPERLINK(\"\"http://example.com\"\";\"\"klick\"\")\";+Firma;10,00;01.02.2025;@SUM(A1)");
    add("html@example.com;<script>alert(1)</script>;<b>Fett</b>;10,00;01.02.2025;");
    add("kurz@example.com;Karl Kurz;;10,00");
    good();
    // The same person in several spellings: one customer.
    add("doppelt@example.com;Dora Doppelt;;10,00;01.02.2025;");
    add(" Doppelt@Example.COM ;Dora Doppelt;;5,00;01.03.2025;");
    add("jose\u0301@example.com;José Zerlegt;;10,00;01.02.2025;Akzent als eigenes Zeichen");
    add("josé@example.com;José Zusammen;;5,00;01.02.2025;Akzent im Buchstaben");
    good();
    // Addresses that are none.
    add(";Ohne Adresse;;10,00;01.02.2025;");
    add("   ;Nur Leerzeichen;;10,00;01.02.2025;");
    add("ohne-klammeraffe.example.com;Otto Ohne;;10,00;01.02.2025;");
    add("zwei@klammer@affen.example;Zoe Zwei;;10,00;01.02.2025;");
    add("leer zeichen@example.com;Lea Leerzeichen;;10,00;01.02.2025;");
    add("a".repeat(400) + "@example.com;Lars Lang;;10,00;01.02.2025;");
    good();
    // Amounts that are none, or too large.
    add("wort@example.com;Willi Wort;;viel;01.02.2025;");
    add("riesig@example.com;Rita Riesig;;999.999.999.999.999,00;01.02.2025;");
    add("zuviele-ziffern@example.com;Zita Ziffern;;10,0000;01.02.2025;");
    good();
    // Dates that are none, or have not come yet.
    add("februar@example.com;Fred Februar;;10,00;31.02.2025;");
    add("morgen@example.com;Mona Morgen;;10,00;01.01.2099;");
    add("datum@example.com;Doris Datum;;10,00;neulich;");
    good();
    // Rows that are broken.
    add("zulang@example.com;Zorro Zulang;;10,00;01.02.2025;Notiz;zu;viele;Zellen");
    add("nul@example.com;Nul\u0000byte;;10,00;01.02.2025;");
    add("");
    add(";;;;;");
    good();
    add("riesenzelle@example.com;Rudi Riesenzelle;;10,00;01.02.2025;" + "x".repeat(HUGE_CELL));
    good();
    good();
  }

  private void good() {
    good++;
    List<String> numerals =
        List.of("Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs", "Sieben", "Acht", "Neun");
    add(
        "gut%d@example.com;Gut %s;;10,00;%02d.02.2025;"
            .formatted(good, numerals.get(good - 1), 10 + good));
  }

  private void add(String record) {
    records.add(record);
  }
}
