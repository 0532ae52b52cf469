package io.kundenwert.imports.reading.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kundenwert.imports.mapping.HeaderSynonyms;
import io.kundenwert.imports.reading.FileContent;
import io.kundenwert.imports.reading.FormatOverrides;
import io.kundenwert.imports.reading.TextFile;
import io.kundenwert.imports.reading.UnreadableFileException;
import io.kundenwert.imports.reading.csv.CsvFiles;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileProfilerTests {

  @Test
  void samplesAreFiveDistinctValuesThatAreNotEmpty() {
    ColumnProfile column =
        Profiles.ofLines(
                "E-Mail;Stadt",
                "a@example.com;",
                "b@example.com; Bonn ",
                "c@example.com;Bonn",
                "d@example.com;Köln",
                "e@example.com;Ulm",
                "f@example.com;Hof",
                "g@example.com;Jena",
                "h@example.com;Kiel")
            .columns()
            .get(1);
    assertThat(column.samples()).containsExactly("Bonn", "Köln", "Ulm", "Hof", "Jena");
    assertThat(column.filled()).isEqualTo(7);
  }

  @Test
  void aSampleKnowsThatMoreFollows() throws IOException {
    FileContent file = TextFile.ofLines("E-Mail;Betrag", "a@b.de;1", "c@d.de;2", "e@f.de;1,5");
    FileProfiler profiler = new FileProfiler(new CsvFiles(HeaderSynonyms::isKnown));
    FileProfile sample = profiler.sample(file, FormatOverrides.NONE, 2);
    assertThat(sample.complete()).isFalse();
    assertThat(sample.rows()).isEqualTo(2);
    assertThat(sample.columns().get(1).numbers().comma()).isZero();
    FileProfile whole = profiler.whole(file, FormatOverrides.NONE);
    assertThat(whole.complete()).isTrue();
    assertThat(whole.rows()).isEqualTo(3);
    assertThat(whole.columns().get(1).numbers().commaExample()).isEqualTo("1,5");
    assertThat(profiler.sample(file, FormatOverrides.NONE, 3).complete()).isTrue();
  }

  @Test
  void countsDefectiveRowsAndLooksAtTheOthers() {
    FileProfile file = Profiles.ofLines("E-Mail;Name", "a@b.de;A;x", "c@d.de;C", ";");
    assertThat(file.rows()).isEqualTo(3);
    assertThat(file.defective()).isEqualTo(2);
    assertThat(file.columns().getFirst().emails()).isEqualTo(1);
  }

  @Test
  void noticesAddressesThatComeAgain() {
    assertThat(Profiles.ofLines("E-Mail;x", "a@b.de;1", "a@b.de;1").columns())
        .extracting(ColumnProfile::repeatedEmails)
        .containsExactly(true, false);
  }

  @Test
  void numbersAreEvidenceForWhatTheyCanMean() {
    NumberEvidence numbers =
        Profiles.ofLines(
                "E-Mail;Betrag",
                "a@b.de;1.234",
                "a@b.de;12,5",
                "a@b.de;-7",
                "a@b.de;1,234",
                "a@b.de;(3.5)",
                "a@b.de;x")
            .columns()
            .get(1)
            .numbers();
    assertThat(numbers)
        .isEqualTo(
            new NumberEvidence(1, 1, 1, 2, 2, 3, "12,5", "(3.5)", List.of("1.234", "1,234"), 1, 1));
  }

  @Test
  void datesAreEvidenceForWhatTheyCanMean() {
    DateEvidence dates =
        Profiles.ofLines(
                "E-Mail;Datum",
                "a@b.de;04/03/2021",
                "a@b.de;31/12/2020",
                "a@b.de;12/31/2020",
                "a@b.de;05/05/2020",
                "a@b.de;2020-01-02",
                "a@b.de;20200102",
                "a@b.de;1614812400",
                "a@b.de;1614812400000",
                "a@b.de;44259",
                "a@b.de;31.02.2020")
            .columns()
            .get(1)
            .dates();
    assertThat(dates)
        .isEqualTo(
            new DateEvidence(
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                "31/12/2020",
                "12/31/2020",
                List.of("04/03/2021"),
                "04/03/2021"));
  }

  @Test
  void aTellingExampleIsPreferred() {
    DateEvidence dates =
        Profiles.ofLines("E-Mail;Datum", "a@b.de;04.03.2021", "a@b.de;31.12.2020")
            .columns()
            .get(1)
            .dates();
    assertThat(dates.dayFirstExample()).isEqualTo("31.12.2020");
  }

  @Test
  void aHeaderWithoutRowsIsRefused() {
    assertThatExceptionOfType(UnreadableFileException.class)
        .isThrownBy(() -> Profiles.ofLines("E-Mail;Name"))
        .satisfies(e -> assertThat(e.code()).isEqualTo("file-without-rows"));
  }

  @Test
  void tenThousandColumnsAreProfiled() {
    String row = "a@b.de" + ";1".repeat(9_999);
    FileProfile file = Profiles.ofLines("E-Mail" + ";Spalte".repeat(9_999), row, row);
    assertThat(file.columns()).hasSize(10_000);
    assertThat(file.columns().getLast().numbers().plain()).isEqualTo(2);
  }
}
