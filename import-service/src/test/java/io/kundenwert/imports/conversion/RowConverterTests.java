package io.kundenwert.imports.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kundenwert.events.ImportedRow;
import io.kundenwert.imports.mapping.ColumnTarget;
import io.kundenwert.imports.mapping.Field;
import io.kundenwert.imports.reading.CsvFormat;
import io.kundenwert.imports.reading.Encoding;
import io.kundenwert.imports.reading.Quote;
import io.kundenwert.imports.reading.Row;
import io.kundenwert.imports.reading.RowDefect;
import io.kundenwert.imports.reading.values.DateReading;
import io.kundenwert.imports.reading.values.NumberReading;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RowConverterTests {

  @Test
  void convertsEveryField() {
    Plan plan =
        plan(
            "email",
            "first-name",
            "last-name",
            "company",
            "phone",
            "country",
            "external-id",
            "tags",
            "consent",
            "currency",
            "total-spend",
            "monthly-spend",
            "refund-volume",
            "payment-count",
            "first-payment-date",
            "last-payment-date",
            "custom:schuh");
    ImportedRow row =
        plan.accepted(
            " Max@Müller.de ",
            "Max",
            "Müller",
            "Müller AG",
            "030 123",
            "Deutschland",
            "K-1",
            "\"VIP\",\"Blog\"; VIP | Neu",
            "Ja",
            "usd",
            "1.234,56",
            "10,00",
            "5,00",
            "1.200",
            "01.02.2021",
            "31.12.2025 10:00",
            "42");
    assertThat(row)
        .isEqualTo(
            new ImportedRow(
                "max@xn--mller-kva.de",
                "Max@Müller.de",
                "Max Müller",
                "Müller AG",
                "030 123",
                "DE",
                "K-1",
                List.of("VIP", "Blog", "Neu"),
                true,
                Map.of("schuh", "42"),
                "USD",
                123_456L,
                500L,
                1_000L,
                1_200,
                LocalDate.of(2021, 2, 1),
                LocalDate.of(2025, 12, 31),
                null));
  }

  @Test
  void emptyCellsAreAbsent() {
    Plan plan =
        plan(
            "email",
            "name",
            "total-spend",
            "tags",
            "consent",
            "country",
            "custom:a",
            "first-payment-date",
            "payment-count");
    ImportedRow row = plan.accepted("a@b.de", "A", "", " ", "\u00A0", "", "", "", "");
    assertThat(row)
        .isEqualTo(
            new ImportedRow(
                "a@b.de", "a@b.de", "A", null, null, null, null, null, null, null, "EUR", null,
                null, null, null, null, null, null));
  }

  @Test
  void aFullNameGoesBeforeItsParts() {
    Plan plan = plan("email", "name", "first-name", "last-name");
    assertThat(plan.accepted("a@b.de", "Dr. Max Meier", "Max", "Meier").name())
        .isEqualTo("Dr. Max Meier");
    assertThat(plan.accepted("a@b.de", "", "Max", "").name()).isEqualTo("Max");
    assertThat(plan.rejected("a@b.de", "", " ", "").code()).isEqualTo("name-missing");
  }

  @Test
  void formulasInTextAreData() {
    assertThat(plan("email", "name").accepted("a@b.de", "=HYPERLINK(\"x\")").name())
        .isEqualTo("=HYPERLINK(\"x\")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email | '' | email-missing",
        "email | max@ | email-invalid",
        "total-spend | 12,3,4 | amount-invalid",
        "total-spend | auf Anfrage | amount-invalid",
        "total-spend | 1,234 | too-many-decimals",
        "total-spend | 100.000.000.000,01 | amount-out-of-bounds",
        "total-spend | 99999999999999999999 | amount-out-of-bounds",
        "total-spend | -100.000.000.000,01 | amount-out-of-bounds",
        "total-spend | 0,0000000000000000000000001 | too-many-decimals",
        "total-spend | $ 5 | currency-unclear",
        "refund-volume | -5,00 | refund-sign",
        "payment-count | 1,5 | count-invalid",
        "payment-count | -1 | count-invalid",
        "payment-count | 5 € | count-invalid",
        "payment-count | 9.999.999.999 | count-invalid",
        "first-payment-date | 31.02.2021 | date-invalid",
        "first-payment-date | neulich | date-unreadable",
        "first-payment-date | 12/31/2020 | date-unreadable",
        "first-payment-date | 23.11.2026 | date-in-future",
        "last-payment-date | 23.11.2026 | date-in-future",
        "currency | Taler | currency-unknown",
        "consent | vielleicht | consent-invalid",
      })
  void rejectsWhatHasNoMeaning(String target, String cell, String code) {
    boolean email = target.equals("email");
    Plan plan = email ? plan("email", "name") : plan("email", "name", target);
    Rejection rejection = email ? plan.rejected(cell, "A") : plan.rejected("a@b.de", "A", cell);
    assertThat(rejection.code()).isEqualTo(code);
    if (!code.equals("email-missing") && !code.equals("currency-unclear")) {
      assertThat(rejection.params()).containsEntry("value", cell);
      assertThat(rejection.column()).isEqualTo(email ? 0 : 2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100.000.000.000,00 | 10000000000000",
        "-100.000.000.000,00 | -10000000000000",
        "0 | 0",
        "-0,00 | 0",
        "12,3400 | 1234",
        "(1.234,56) | -123456",
        "1.234,56 € | 123456",
        "EUR 7 | 700",
        "12,- | 1200",
      })
  void amountsAreExact(String cell, long minor) {
    assertThat(plan("email", "name", "total-spend").accepted("a@b.de", "A", cell).totalSpend())
        .isEqualTo(minor);
  }

  @Test
  void decimalsFollowTheCurrencyOfTheRow() {
    Plan plan = plan("email", "name", "currency", "total-spend");
    assertThat(plan.accepted("a@b.de", "A", "JPY", "1.200").totalSpend()).isEqualTo(1_200);
    assertThat(plan.accepted("a@b.de", "A", "KWD", "1,234").totalSpend()).isEqualTo(1_234);
    assertThat(plan.rejected("a@b.de", "A", "JPY", "1,5").code()).isEqualTo("too-many-decimals");
    assertThat(plan.accepted("a@b.de", "A", "", "1,5").currency()).isEqualTo("EUR");
  }

  @Test
  void aSignBesideTheAmountIsItsCurrency() {
    Plan plan = plan("email", "name", "total-spend", "refund-volume");
    assertThat(plan.accepted("a@b.de", "A", "£5", "").currency()).isEqualTo("GBP");
    Rejection rejection = plan.rejected("a@b.de", "A", "£5", "1 €");
    assertThat(rejection.code()).isEqualTo("currency-contradiction");
    assertThat(rejection.params()).isEqualTo(Map.of("first", "GBP", "second", "EUR"));
    Plan named = plan("email", "name", "currency", "total-spend");
    assertThat(named.rejected("a@b.de", "A", "EUR", "$5").code())
        .isEqualTo("currency-contradiction");
    assertThat(named.accepted("a@b.de", "A", "CAD", "$5").currency()).isEqualTo("CAD");
    assertThat(plan.accepted("a@b.de", "A", "", "").currency()).isEqualTo("EUR");
  }

  @Test
  void aHeadingsCurrencyCountsOnlyWhereThereIsAnAmount() {
    Plan plan =
        new Plan(
            List.of(
                column(0, "email"),
                column(1, "name"),
                new ReadingPlan.Column(
                    2,
                    ColumnTarget.of(Field.TOTAL_SPEND),
                    NumberReading.DECIMAL_COMMA,
                    null,
                    "usd",
                    false,
                    false)));
    assertThat(plan.accepted("a@b.de", "A", "5").currency()).isEqualTo("USD");
    assertThat(plan.accepted("a@b.de", "A", "").currency()).isEqualTo("EUR");
    assertThat(plan.rejected("a@b.de", "A", "5 €").code()).isEqualTo("currency-contradiction");
  }

  @Test
  void refundsBelowZeroBecomeMagnitudesWhereTheColumnWritesThemSo() {
    Plan plan =
        new Plan(
            List.of(
                column(0, "email"),
                column(1, "name"),
                new ReadingPlan.Column(
                    2,
                    ColumnTarget.of(Field.REFUND_VOLUME),
                    NumberReading.DECIMAL_COMMA,
                    null,
                    null,
                    false,
                    true)));
    assertThat(plan.accepted("a@b.de", "A", "-5,00").refundVolume()).isEqualTo(500);
    assertThat(plan.accepted("a@b.de", "A", "0").refundVolume()).isEqualTo(0);
    assertThat(plan.rejected("a@b.de", "A", "5,00").code()).isEqualTo("refund-sign");
  }

  @Test
  void aFirstPaymentAfterTheLastIsRejected() {
    Plan plan = plan("email", "name", "first-payment-date", "last-payment-date");
    assertThat(plan.rejected("a@b.de", "A", "02.01.2021", "01.01.2021").code())
        .isEqualTo("dates-reversed");
    assertThat(plan.accepted("a@b.de", "A", "01.01.2021", "01.01.2021").firstPaymentOn())
        .isEqualTo("2021-01-01");
    assertThat(plan.accepted("a@b.de", "A", "22.11.2026", "").firstPaymentOn())
        .isEqualTo("2026-11-22");
  }

  @Test
  void nulAndEndlessTextsAreRejected() {
    Plan plan = plan("email", "name", "custom:a");
    assertThat(plan.rejected("a@b.de", "A\0B", "").code()).isEqualTo("nul-character");
    assertThat(plan.rejected("a\0@b.de", "A", "").code()).isEqualTo("nul-character");
    assertThat(plan.rejected("a@b.de", "A", "x\0").code()).isEqualTo("nul-character");
    assertThat(plan.accepted("a@b.de", "A".repeat(500), "").name()).hasSize(500);
    Rejection rejection = plan.rejected("a@b.de", "A".repeat(501), "");
    assertThat(rejection.code()).isEqualTo("text-too-long");
    assertThat(rejection.params()).containsEntry("limit", "500");
    assertThat(rejection.params().get("value")).hasSize(101);
    assertThat(
            plan("email", "first-name", "last-name")
                .rejected("a@b.de", "A".repeat(300), "B".repeat(300))
                .code())
        .isEqualTo("text-too-long");
  }

  @Test
  void aPaymentWithAnIdIsAContributionOfItsOwn() {
    ImportedRow row =
        payments()
            .accepted("a@b.de", "A", "T1", "12,50", "04.03.2021 23:30", "2,50", "bezahlt", "0,50");
    assertThat(row.totalSpend()).isNull();
    assertThat(row.refundVolume()).isNull();
    assertThat(row.payment())
        .isEqualTo(
            new ImportedRow.Payment(
                "T1",
                1_250,
                250,
                50L,
                LocalDate.of(2021, 3, 4),
                Instant.parse("2021-03-04T22:30:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    // amount, refund cell, status -> gross, refunded
    "'12,50', '', Refunded, 1250, 1250",
    "'12,50', '2,00', Refunded, 1250, 200",
    "'12,50', '', Rücklastschrift, 0, 1250",
    "'-12,50', '', bezahlt, 0, 1250",
    "'-12,50', '', refund, 0, 1250",
    "'12,50', '0', Paid, 1250, 0",
  })
  void moneyThatWentBackIsARefund(
      String amount, String refund, String status, long gross, long refunded) {
    ImportedRow.Payment payment =
        payments().accepted("a@b.de", "A", "T1", amount, "", refund, status, "").payment();
    assertThat(payment).isNotNull();
    assertThat(payment.amount()).isEqualTo(gross);
    assertThat(payment.refunded()).isEqualTo(refunded);
    assertThat(payment.on()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "T1, '1,00', Failed, payment-not-successful",
    "T1, '1,00', ausstehend, payment-not-successful",
    "T1, '1,00', blau, payment-status-unknown",
    "T1, '1,00', '', payment-status-unknown",
    "'', '1,00', Paid, transaction-id-missing",
    "T1, '', Paid, amount-missing",
    "T1, x, Paid, amount-invalid",
  })
  void rowsThatAreNoPaymentAreRejected(String id, String amount, String status, String code) {
    assertThat(payments().rejected("a@b.de", "A", id, amount, "", "", status, "").code())
        .isEqualTo(code);
  }

  @Test
  void aPaymentWithoutIdsAddsToTheTotals() {
    Plan plan = plan("email", "name", "transaction-amount", "transaction-date");
    ImportedRow row = plan.accepted("a@b.de", "A", "12,50", "04.03.2021");
    assertThat(row.payment()).isNull();
    assertThat(row.totalSpend()).isEqualTo(1_250);
    assertThat(row.refundVolume()).isZero();
    assertThat(row.paymentCount()).isEqualTo(1);
    assertThat(row.firstPaymentOn()).isEqualTo("2021-03-04");
    assertThat(row.lastPaymentOn()).isEqualTo("2021-03-04");
    ImportedRow back = plan.accepted("a@b.de", "A", "-12,50", "");
    assertThat(back.totalSpend()).isZero();
    assertThat(back.refundVolume()).isEqualTo(1_250);
    assertThat(back.paymentCount()).isZero();
  }

  @Test
  void consentFollowsTheHeading() {
    assertThat(
            plan("email", "name", "consent")
                .accepted("a@b.de", "A", "2015-03-16 14:40:47")
                .consent())
        .isTrue();
    Plan objection =
        new Plan(
            List.of(
                column(0, "email"),
                column(1, "name"),
                new ReadingPlan.Column(
                    2, ColumnTarget.of(Field.CONSENT), null, null, null, false, true)));
    assertThat(objection.accepted("a@b.de", "A", "ja").consent()).isFalse();
    assertThat(objection.accepted("a@b.de", "A", "2015-03-16").consent()).isFalse();
    assertThat(objection.accepted("a@b.de", "A", "").consent()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void defectsOfTheFileAreRejections(RowDefect defect) {
    Conversion conversion =
        plan("email", "name").converter().convert(new Row(3, 7, List.of("x"), defect));
    assertThat(conversion).isInstanceOf(Conversion.Rejected.class);
    Rejection rejection = ((Conversion.Rejected) conversion).rejection();
    assertThat(rejection.code()).isEqualTo(defect.code());
    assertThat(rejection.params()).containsEntry("line", "7");
  }

  @Test
  void aRejectedRowLeavesNothingForTheNext() {
    Plan plan = plan("email", "name", "currency", "total-spend", "first-payment-date");
    RowConverter converter = plan.converter();
    assertThat(converter.convert(row("a@b.de", "A", "USD", "x", "01.01.2021")))
        .isInstanceOf(Conversion.Rejected.class);
    assertThat(converter.convert(row("c@d.de", "C", "", "", "")))
        .isEqualTo(
            new Conversion.Accepted(
                new ImportedRow(
                    "c@d.de", "c@d.de", "C", null, null, null, null, null, null, null, "EUR", null,
                    null, null, null, null, null, null)));
  }

  @Test
  void aPlanOfAnotherVersionIsRefused() {
    ReadingPlan plan = plan("email", "name").plan();
    ReadingPlan newer =
        new ReadingPlan(
            ReadingPlan.VERSION + 1,
            plan.format(),
            plan.header(),
            plan.columns(),
            plan.currency(),
            plan.timeZone(),
            plan.today());
    assertThatIllegalArgumentException().isThrownBy(() -> RowConverter.of(newer));
  }

  @Test
  void noCellMakesItThrowAndNothingIsHalfRead() {
    Random random = new Random(11);
    String pieces = "a@b.de 0123456789.,-/:;€$\0üJaPaidEUR(){}\"'\uD83D\u00A0";
    Plan plan =
        plan(
            "email",
            "name",
            "transaction-id",
            "transaction-amount",
            "transaction-date",
            "refund-volume",
            "currency",
            "consent",
            "tags",
            "country",
            "monthly-spend",
            "custom:a");
    RowConverter converter = plan.converter();
    int accepted = 0;
    for (int i = 0; i < 100_000; i++) {
      String[] cells = new String[12];
      for (int c = 0; c < cells.length; c++) {
        StringBuilder cell = new StringBuilder();
        for (int n = random.nextInt(c == 2 ? 8 : 4); n > 0; n--) {
          cell.append(pieces.charAt(random.nextInt(pieces.length())));
        }
        cells[c] = cell.toString();
      }
      cells[0] = random.nextInt(10) == 0 ? cells[0] : "x" + i + "@example.com";
      cells[6] = random.nextBoolean() ? "" : "EUR";
      Conversion conversion = converter.convert(row(cells));
      if (conversion instanceof Conversion.Accepted good) {
        accepted++;
        assertThat(good.row().payment()).isNotNull();
        assertThat(good.row().payment().refunded()).isNotNegative();
        assertThat(good.row().payment().amount()).isNotNegative();
      }
    }
    assertThat(accepted).isPositive();
  }

  private static Plan payments() {
    return plan(
        "email",
        "name",
        "transaction-id",
        "transaction-amount",
        "transaction-date",
        "refund-volume",
        "transaction-status",
        "transaction-fee");
  }

  private static Plan plan(String... targets) {
    List<ReadingPlan.Column> columns = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      columns.add(column(i, targets[i]));
    }
    return new Plan(columns);
  }

  private static ReadingPlan.Column column(int index, String text) {
    ColumnTarget target = ColumnTarget.parse(text);
    Field.Kind kind = target.field().kind();
    boolean number = kind == Field.Kind.AMOUNT || kind == Field.Kind.COUNT;
    @Nullable NumberReading reading = number ? NumberReading.DECIMAL_COMMA : null;
    @Nullable DateReading date = kind == Field.Kind.DATE ? DateReading.DAY_FIRST : null;
    return new ReadingPlan.Column(index, target, reading, date, null, false, false);
  }

  private static Row row(String... cells) {
    return new Row(1, 2, List.of(cells), null);
  }

  private record Plan(List<ReadingPlan.Column> columns) {
    ReadingPlan plan() {
      return new ReadingPlan(
          ReadingPlan.VERSION,
          new CsvFormat(Encoding.UTF_8, ';', Quote.DOUBLE, 1),
          columns.stream().map(column -> column.target().toString()).toList(),
          columns,
          "EUR",
          "Europe/Berlin",
          LocalDate.of(2026, 11, 22));
    }

    RowConverter converter() {
      return RowConverter.of(plan());
    }

    ImportedRow accepted(String... cells) {
      Conversion conversion = converter().convert(row(cells));
      assertThat(conversion).isInstanceOf(Conversion.Accepted.class);
      return ((Conversion.Accepted) conversion).row();
    }

    Rejection rejected(String... cells) {
      Conversion conversion = converter().convert(row(cells));
      assertThat(conversion).isInstanceOf(Conversion.Rejected.class);
      return ((Conversion.Rejected) conversion).rejection();
    }
  }
}
