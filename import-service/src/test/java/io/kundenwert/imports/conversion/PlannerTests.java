package io.kundenwert.imports.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kundenwert.imports.mapping.ColumnTarget;
import io.kundenwert.imports.mapping.Mapping;
import io.kundenwert.imports.reading.profile.FileProfile;
import io.kundenwert.imports.reading.profile.Profiles;
import io.kundenwert.imports.reading.values.DateReading;
import io.kundenwert.imports.reading.values.NumberReading;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PlannerTests {
  private static final ReadingContext CONTEXT =
      new ReadingContext("EUR", ZoneId.of("Europe/Berlin"), LocalDate.of(2026, 11, 22));

  @Test
  void aDateThatCanMeanTwoDaysIsAQuestion() {
    Review review =
        review("first-payment-date", null, "04/03/2021", "01/02/2020", "05/05/2020", "04/03/2021");
    assertThat(review.ready()).isFalse();
    assertThat(review.questions()).hasSize(1);
    Question question = review.questions().getFirst();
    assertThat(question.kind()).isEqualTo("date");
    assertThat(question.example()).isEqualTo("04/03/2021");
    assertThat(question.contradicting()).isFalse();
    assertThat(question.affectedRows()).isEqualTo(3);
    assertThat(question.candidates())
        .containsExactly(
            new Question.Candidate(
                "day-first",
                List.of(
                    new RenderedValue("04/03/2021", "4. März 2021", "4 March 2021"),
                    new RenderedValue("01/02/2020", "1. Februar 2020", "1 February 2020")),
                0),
            new Question.Candidate(
                "month-first",
                List.of(
                    new RenderedValue("04/03/2021", "3. April 2021", "3 April 2021"),
                    new RenderedValue("01/02/2020", "2. Januar 2020", "2 January 2020")),
                0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,234", "1.234"})
  void anAmountThatCanMeanTwoIsAQuestion(String cell) {
    Review review = review("total-spend", null, cell, "12", "0");
    assertThat(review.ready()).isFalse();
    Question question = review.questions().getFirst();
    assertThat(question.kind()).isEqualTo("number");
    assertThat(question.affectedRows()).isEqualTo(1);
    assertThat(question.candidates())
        .extracting(Question.Candidate::reading)
        .containsExactly("decimal-comma", "decimal-point");
    assertThat(question.candidates())
        .extracting(
            candidate ->
                String.valueOf(candidate.examples().getFirst().de()).replace('\u00A0', ' '))
        .containsExactlyInAnyOrder("1.234,00 €", "1,234 €");
    assertThat(question.candidates())
        .extracting(candidate -> candidate.examples().getFirst().en())
        .containsExactlyInAnyOrder("€1,234.00", "€1.234");
  }

  @Test
  void anAnswerClosesTheQuestion() {
    Review review = review("first-payment-date", "month-first", "04/03/2021");
    assertThat(review.questions()).isEmpty();
    assertThat(review.ready()).isTrue();
    assertThat(review.columns().get(2).chosen()).isTrue();
    assertThat(planned(review).date()).isEqualTo(DateReading.MONTH_FIRST);
  }

  @Test
  void skippingTheColumnClosesTheQuestion() {
    assertThat(review("skip", null, "04/03/2021").ready()).isTrue();
    assertThat(review("custom:datum", null, "04/03/2021").ready()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "31/12/2020 | DAY_FIRST | 31/12/2020",
        "12/31/2020 | MONTH_FIRST | 12/31/2020",
        "31.12.2020 | DAY_FIRST | 31.12.2020",
        "01.02.2020 | DAY_FIRST | 01.02.2020",
        "2020-02-01 | YEAR_FIRST | 2020-02-01",
        "5. Mai 2020 | YEAR_FIRST | 5. Mai 2020",
        "1614812400 | EPOCH_SECONDS | 1614812400",
        "1614812400000 | EPOCH_MILLIS | 1614812400000",
        "44259 | EXCEL_DAYS | 44259",
        "20210304 | COMPACT | 20210304",
      })
  void oneValueSettlesTheDates(String cell, DateReading reading, String settledBy) {
    Review review = review("first-payment-date", null, cell);
    assertThat(planned(review).date()).isEqualTo(reading);
    assertThat(review.columns().get(2).settledBy()).isEqualTo(settledBy);
  }

  @Test
  void oneValueAmongManySettlesTheColumn() {
    Review dates = review("last-payment-date", null, "04/03/2021", "05/06/2021", "13/06/2021");
    assertThat(planned(dates).date()).isEqualTo(DateReading.DAY_FIRST);
    assertThat(dates.columns().get(2).settledBy()).isEqualTo("13/06/2021");
    assertThat(dates.columns().get(2).samples().getFirst().de()).isEqualTo("4. März 2021");
    Review amounts = review("total-spend", null, "1.234", "5.678", "9,5");
    assertThat(planned(amounts).number()).isEqualTo(NumberReading.DECIMAL_COMMA);
    assertThat(amounts.columns().get(2).settledBy()).isEqualTo("9,5");
  }

  @Test
  void contradictingDatesAreAQuestionThatSaysWhatEachAnswerCosts() {
    Review review =
        review("first-payment-date", null, "31/12/2020", "30/12/2020", "12/31/2020", "04/03/2021");
    Question question = review.questions().getFirst();
    assertThat(question.contradicting()).isTrue();
    assertThat(question.affectedRows()).isEqualTo(4);
    assertThat(question.candidates())
        .extracting(Question.Candidate::reading, Question.Candidate::rejectedRows)
        .containsExactly(tuple("day-first", 1L), tuple("month-first", 2L));
  }

  @Test
  void contradictingAmountsAreAQuestion() {
    Question question = review("total-spend", null, "1,5", "1.5").questions().getFirst();
    assertThat(question.contradicting()).isTrue();
    assertThat(question.candidates().getFirst().rejectedRows()).isEqualTo(1);
  }

  @Test
  void differentKindsOfBareNumbersAreAQuestion() {
    Question question =
        review("first-payment-date", null, "1614812400", "44259").questions().getFirst();
    assertThat(question.candidates())
        .extracting(Question.Candidate::reading)
        .containsExactly("epoch-seconds", "excel-days");
  }

  @Test
  void numbersThatMeanTheSameAreNoQuestion() {
    Review review = review("total-spend", null, "12", "1 234", "0");
    assertThat(planned(review).number()).isEqualTo(NumberReading.PLAIN);
    assertThat(review.columns().get(2).settledBy()).isNull();
  }

  @Test
  void aCountIsSettledByLeavingNoFraction() {
    Review review = review("payment-count", null, "1.234", "12");
    assertThat(planned(review).number()).isEqualTo(NumberReading.DECIMAL_COMMA);
    assertThat(review.columns().get(2).settledBy()).isEqualTo("1.234");
    assertThat(review("payment-count", null, "12.000").questions()).hasSize(1);
  }

  @Test
  void onlyMappedColumnsRaiseQuestions() {
    FileProfile file = Profiles.ofLines("E-Mail;Name;Datum;Zahl", "a@b.de;A;04/03/2021;1.234");
    assertThat(new Planner().review(file, mapping("skip", null), CONTEXT).ready()).isTrue();
  }

  @Test
  void refundsBelowZeroAreTheColumnsConvention() {
    assertThat(planned(review("refund-volume", null, "-5,00", "0")).negated()).isTrue();
    assertThat(planned(review("refund-volume", null, "5,00", "0")).negated()).isFalse();
    assertThat(planned(review("refund-volume", null, "5,00", "-1,00")).negated()).isFalse();
  }

  @Test
  void theHeadingSaysUtcAndCurrency() {
    FileProfile file =
        Profiles.ofLines(
            "E-Mail;Name;Erste Zahlung (UTC);Umsatz in USD", "a@b.de;A;2021-01-01 23:30;1,50");
    Mapping mapping =
        new Mapping(
            List.of(
                choice(0, "email"),
                choice(1, "name"),
                choice(2, "first-payment-date"),
                choice(3, "total-spend")));
    ReadingPlan plan = new Planner().review(file, mapping, CONTEXT).plan();
    assertThat(plan).isNotNull();
    assertThat(plan.columns().get(2).utc()).isTrue();
    assertThat(plan.columns().get(3).currency()).isEqualTo("USD");
  }

  @Test
  void theHeadingTurnsConsentAround() {
    FileProfile file = Profiles.ofLines("E-Mail;Name;Werbesperre", "a@b.de;A;ja");
    Mapping mapping =
        new Mapping(List.of(choice(0, "email"), choice(1, "name"), choice(2, "consent")));
    Review review = new Planner().review(file, mapping, CONTEXT);
    assertThat(planned(review).negated()).isTrue();
    assertThat(review.columns().get(2).samples().getFirst().de()).isEqualTo("Nein");
  }

  @Test
  void whatIsMissingOrTooMuchIsSaid() {
    assertThat(issues(choice(0, "name"))).containsExactly("email-not-mapped");
    assertThat(issues(choice(0, "email"))).containsExactly("name-not-mapped");
    assertThat(issues(choice(0, "email"), choice(1, "first-name")))
        .containsExactly("name-not-mapped");
    assertThat(issues(choice(0, "email"), choice(1, "first-name"), choice(2, "last-name")))
        .isEmpty();
    assertThat(issues(choice(0, "email"), choice(1, "name"), choice(2, "name")))
        .containsExactly("field-mapped-twice");
    assertThat(issues(choice(0, "email"), choice(1, "name"), choice(7, "company")))
        .containsExactly("column-unknown");
    assertThat(issues(choice(0, "email"), choice(1, "name"), choice(2, "transaction-id")))
        .containsExactly("amount-not-mapped");
    assertThat(
            issues(
                choice(0, "email"),
                choice(1, "name"),
                choice(2, "transaction-amount"),
                choice(3, "total-spend")))
        .containsExactly("amounts-conflict");
    assertThat(
            issues(
                choice(0, "email"),
                choice(1, "name"),
                new Mapping.Choice(2, ColumnTarget.parse("total-spend"), "backwards")))
        .containsExactly("reading-unknown");
  }

  @Test
  void thePlanSurvivesJson() {
    ReadingPlan plan = review("total-spend", null, "1.234,50 €").plan();
    JsonMapper json = JsonMapper.shared();
    String text = json.writeValueAsString(plan);
    assertThat(text)
        .contains("\"kind\":\"csv\"", "\"encoding\":\"utf-8\"", "\"number\":\"decimal-comma\"");
    assertThat(json.readValue(text, ReadingPlan.class)).isEqualTo(plan);
  }

  @Test
  void theProfileSurvivesJson() {
    FileProfile file = Profiles.ofLines("E-Mail;Name", "a@b.de;A", "c@d.de;04/03/2021");
    JsonMapper json = JsonMapper.shared();
    assertThat(json.readValue(json.writeValueAsString(file), FileProfile.class)).isEqualTo(file);
  }

  private static List<String> issues(Mapping.Choice... choices) {
    FileProfile file = Profiles.ofLines("a;b;c;d", "x;y;1;2");
    return new Planner()
        .review(file, new Mapping(List.of(choices)), CONTEXT).issues().stream()
            .map(MappingIssue::code)
            .toList();
  }

  /** A file with e-mail, name and one column of values. */
  private static Review review(String target, @Nullable String reading, String... values) {
    List<String> lines = new ArrayList<>(List.of("E-Mail;Name;Wert"));
    IntStream.range(0, values.length)
        .forEach(i -> lines.add("a" + i + "@example.com;A;" + values[i]));
    FileProfile file = Profiles.ofLines(lines.toArray(String[]::new));
    return new Planner().review(file, mapping(target, reading), CONTEXT);
  }

  private static Mapping mapping(String target, @Nullable String reading) {
    return new Mapping(
        List.of(
            choice(0, "email"),
            choice(1, "name"),
            new Mapping.Choice(2, ColumnTarget.parse(target), reading)));
  }

  private static Mapping.Choice choice(int column, String target) {
    return new Mapping.Choice(column, ColumnTarget.parse(target), null);
  }

  private static ReadingPlan.Column planned(Review review) {
    ReadingPlan plan = review.plan();
    assertThat(plan).as("%s", review).isNotNull();
    return plan.columns().getLast();
  }
}
