package io.kundenwert.imports.conversion;

import io.kundenwert.imports.mapping.ColumnTarget;
import io.kundenwert.imports.mapping.Field;
import io.kundenwert.imports.mapping.HeaderSynonyms;
import io.kundenwert.imports.mapping.Mapping;
import io.kundenwert.imports.reading.profile.ColumnProfile;
import io.kundenwert.imports.reading.profile.FileProfile;
import io.kundenwert.imports.reading.values.CurrencySign;
import io.kundenwert.imports.reading.values.DateReading;
import io.kundenwert.imports.reading.values.NumberReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides from evidence and mapping how a file is read, or says what is open (A2). */
public final class Planner {
  /** Headings under which yes means that consent was taken back. */
  private static final Set<String> OBJECTIONS =
      Set.of(
          "unsub time",
          "unsubscribed from all email",
          "unsubscribed",
          "opt out",
          "optout",
          "opted out",
          "abgemeldet",
          "werbesperre",
          "widerruf",
          "widerrufen",
          "werbewiderspruch");

  /** Reviews a mapping of a file. */
  public Review review(FileProfile file, Mapping mapping, ReadingContext context) {
    return new Reviewing(file, mapping, context).review();
  }

  /** One review. */
  private static final class Reviewing {
    private final FileProfile file;
    private final Mapping mapping;
    private final ReadingContext context;
    private final ValueRenderer renderer;
    private final List<ColumnReview> columns = new ArrayList<>();
    private final List<ReadingPlan.Column> planned = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private final List<MappingIssue> issues = new ArrayList<>();

    Reviewing(FileProfile file, Mapping mapping, ReadingContext context) {
      this.file = file;
      this.mapping = mapping;
      this.context = context;
      this.renderer = new ValueRenderer(context);
    }

    Review review() {
      issues.addAll(MappingRules.check(mapping, file.columns().size()));
      for (ColumnProfile column : file.columns()) {
        Mapping.Choice choice = mapping.choice(column.index());
        switch (choice.target().field().kind()) {
          case AMOUNT -> number(column, choice, Decision.ofAmounts(column.numbers()));
          case COUNT -> number(column, choice, Decision.ofCounts(column.numbers()));
          case DATE -> date(column, choice, Decision.ofDates(column.dates()));
          case TEXT -> text(column, choice.target());
        }
      }
      ReadingPlan plan = questions.isEmpty() && issues.isEmpty() ? plan() : null;
      return new Review(List.copyOf(columns), List.copyOf(questions), List.copyOf(issues), plan);
    }

    private ReadingPlan plan() {
      return new ReadingPlan(
          ReadingPlan.VERSION,
          file.detected().format(),
          file.header(),
          planned,
          context.currency(),
          context.zone().getId(),
          context.today());
    }

    private void number(
        ColumnProfile column, Mapping.Choice choice, Decision<NumberReading> decision) {
      Field field = choice.target().field();
      CurrencySign sign = HeaderSynonyms.currencyIn(column.header());
      String currency = sign == null ? null : sign.text();
      BiFunction<String, NumberReading, RenderedValue> rendering =
          field.kind() == Field.Kind.COUNT
              ? renderer::count
              : (raw, reading) -> renderer.amount(raw, reading, currency);
      NumberReading reading =
          decide(
              column,
              choice,
              "number",
              decision,
              NumberReading::ofWireName,
              rendering,
              NumberReading::wireName);
      if (reading != null) {
        boolean negated =
            field == Field.REFUND_VOLUME
                && column.numbers().negative() > 0
                && column.numbers().positive() == 0;
        planned.add(
            new ReadingPlan.Column(
                column.index(), choice.target(), reading, null, currency, false, negated));
      }
    }

    private void date(ColumnProfile column, Mapping.Choice choice, Decision<DateReading> decision) {
      boolean utc = column.header().toUpperCase(Locale.ROOT).contains("(UTC)");
      DateReading reading =
          decide(
              column,
              choice,
              "date",
              decision,
              DateReading::ofWireName,
              (raw, each) -> renderer.date(raw, each, utc),
              DateReading::wireName);
      if (reading != null) {
        planned.add(
            new ReadingPlan.Column(
                column.index(), choice.target(), null, reading, null, utc, false));
      }
    }

    private void text(ColumnProfile column, ColumnTarget target) {
      boolean negated =
          target.field() == Field.CONSENT
              && OBJECTIONS.contains(HeaderSynonyms.normalise(column.header()));
      columns.add(
          new ColumnReview(
              column.index(),
              target,
              null,
              null,
              false,
              column.samples().stream()
                  .map(raw -> renderer.text(raw, target.field(), negated))
                  .toList()));
      if (target.field() != Field.SKIP) {
        planned.add(
            new ReadingPlan.Column(column.index(), target, null, null, null, false, negated));
      }
    }

    /** The reading of a column: chosen by a person or settled by values; null if it is open. */
    private <R extends Enum<R>> @Nullable R decide(
        ColumnProfile column,
        Mapping.Choice choice,
        String kind,
        Decision<R> decision,
        Function<String, R> byName,
        BiFunction<String, R, RenderedValue> rendering,
        Function<R, String> name) {
      R chosen = chosen(choice, byName);
      R reading = chosen == null ? decision.reading() : chosen;
      columns.add(
          new ColumnReview(
              column.index(),
              choice.target(),
              reading == null ? null : name.apply(reading),
              chosen == null ? decision.settledBy() : null,
              chosen != null,
              column.samples().stream()
                  .map(
                      raw ->
                          reading == null
                              ? new RenderedValue(raw, null, null)
                              : rendering.apply(raw, reading))
                  .toList()));
      if (reading == null) {
        questions.add(question(column, kind, decision, rendering, name));
      }
      return reading;
    }

    private <R extends Enum<R>> @Nullable R chosen(
        Mapping.Choice choice, Function<String, R> byName) {
      String name = choice.reading();
      if (name == null) {
        return null;
      }
      try {
        return byName.apply(name);
      } catch (IllegalArgumentException e) {
        issues.add(
            new MappingIssue(
                "reading-unknown", choice.column(), choice.target().field().wireName()));
        return null;
      }
    }

    private static <R extends Enum<R>> Question question(
        ColumnProfile column,
        String kind,
        Decision<R> decision,
        BiFunction<String, R, RenderedValue> rendering,
        Function<R, String> name) {
      List<Question.Candidate> candidates = new ArrayList<>();
      decision
          .candidates()
          .forEach(
              (reading, rejected) ->
                  candidates.add(
                      new Question.Candidate(
                          name.apply(reading),
                          decision.examples().stream()
                              .map(raw -> rendering.apply(raw, reading))
                              .toList(),
                          rejected)));
      return new Question(
          column.index(),
          column.header(),
          kind,
          decision.examples().getFirst(),
          decision.contradicting(),
          candidates,
          decision.affectedRows());
    }
  }
}
