package io.kundenwert.imports.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.kundenwert.imports.reading.profile.FileProfile;
import io.kundenwert.imports.reading.profile.Profiles;
import io.kundenwert.imports.reading.values.CurrencySign;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderSynonymsTests {
  /** What these mean is decided by the rest of the file; alone, they have a default. */
  private static final Set<String> AMBIGUOUS =
      Set.of("umsatz", "created", "status", "id", "name", "kategorie");

  static Stream<CSVRecord> rows() {
    return HeaderSynonyms.rows().stream();
  }

  @Test
  void theListIsThere() {
    assertThat(HeaderSynonyms.rows()).hasSizeGreaterThanOrEqualTo(565);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyHeadingOfTheListMeansItsField(CSVRecord row) {
    Field field = Field.ofWireName(row.get("field").replace('_', '-'));
    String heading = row.get("synonym");
    assertThat(HeaderSynonyms.meanings(heading).fields()).contains(field);
    assertThat(HeaderSynonyms.isKnown(heading.toUpperCase(Locale.ROOT))).isTrue();
    if (!AMBIGUOUS.contains(HeaderSynonyms.normalise(heading))) {
      assertThat(HeaderSynonyms.meanings(heading).isOnly(field)).isTrue();
      assertThat(alone(heading).recognised()).isEqualTo(aloneMeaning(field));
    }
  }

  /** Without other columns nothing says that the rows are payments. */
  private static Field aloneMeaning(Field field) {
    return field == Field.TRANSACTION_AMOUNT ? Field.TOTAL_SPEND : field;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\uFEFFE-Mail | e mail",
        "  Kunden-E-Mail-Adresse: | kunden e mail adresse",
        "RÜCKERSTATTUNGSVOLUMEN | rueckerstattungsvolumen",
        "billing_first_name | billing first name",
        "Created (UTC) | created",
        "tag (metadata) | tag",
        "Name* | name",
        "Country / Region | country region",
        "Straße | strasse",
        "Order # | order #",
      })
  void headingsAreComparedWithoutWhatDoesNotMatter(String heading, String normal) {
    assertThat(HeaderSynonyms.normalise(heading)).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "Telefon (privat), PHONE", "E-Mail 2, EMAIL", "Vorname (Kunde), FIRST_NAME",
    "Firma / Organisation, COMPANY", "Umsatz in €, TOTAL_SPEND", "Gesamtumsatz (EUR), TOTAL_SPEND",
    "Amount (USD), TRANSACTION_AMOUNT", "Total Spend USD, TOTAL_SPEND",
  })
  void headingsMayGoOn(String heading, Field field) {
    assertThat(HeaderSynonyms.meanings(heading).has(field)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Umsatz Vorjahr", "Date of birth", "Orders refunded", "Customer segment", "Contact owner",
        "Betrag netto offen", "Name des Hundes", "", "###", "Total spend last year"
      })
  void moneyCountsDatesAndNamesAreNeverMatchedByTheirStart(String heading) {
    assertThat(HeaderSynonyms.meanings(heading).synonyms()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Umsatz in €, EUR",
    "Amount (USD), USD",
    "Betrag [CHF], CHF",
    "Umsatz, ",
    "EUR, ",
    "Tags all, ",
    "Preis $, USD"
  })
  void aHeadingMayNameTheCurrency(String heading, String code) {
    CurrencySign sign = HeaderSynonyms.currencyIn(heading);
    assertThat(sign == null ? null : sign.codes().getFirst()).isEqualTo(code);
  }

  private static MappingProposal.Column alone(String heading) {
    FileProfile file =
        Profiles.ofLines("\"" + heading.replace("\"", "\"\"") + "\";unbekannte spalte", ";x");
    List<MappingProposal.Column> columns = new MappingProposer().propose(file).columns();
    assertThat(columns).hasSize(2);
    return columns.getFirst();
  }
}
